// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import java.util.List;
import org.apache.kafka.common.utils.Time;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Puts the headers of {@code response.http.headers.config} on every answer. */
final class ExtraHeaders extends Handler.Wrapper {
    private enum Action {
        SET,
        ADD,
        SET_DATE,
        ADD_DATE
    }

    /** @param value the text; for dates, milliseconds from the moment of the answer */
    private record Rule(Action action, String name, String value) {
        static Rule parse(String text) {
            String[] actionAndHeader = text.trim().split("\\s+", 2);
            int colon = actionAndHeader[1].indexOf(':');
            String name = actionAndHeader[1].substring(0, colon).trim();
            String value = actionAndHeader[1].substring(colon + 1).trim();
            Action action =
                    switch (actionAndHeader[0]) {
                        case "set" -> Action.SET;
                        case "add" -> Action.ADD;
                        case "setDate" -> Action.SET_DATE;
                        case "addDate" -> Action.ADD_DATE;
                        default -> throw new IllegalArgumentException("unknown action in '" + text + "'");
                    };
            return new Rule(action, name, value);
        }
    }

    private final List<Rule> rules;
    private final Time time;

    /** @param rules as the configuration has checked them */
    ExtraHeaders(Handler next, List<String> rules, Time time) {
        super(next);
        this.rules = rules.stream().map(Rule::parse).toList();
        this.time = time;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        for (Rule rule : rules) {
            switch (rule.action()) {
                case SET -> headers.put(rule.name(), rule.value());
                case ADD -> headers.add(rule.name(), rule.value());
                case SET_DATE -> headers.putDate(rule.name(), date(rule));
                case ADD_DATE -> headers.add(rule.name(), org.eclipse.jetty.http.DateGenerator.formatDate(date(rule)));
            }
        }
        return super.handle(request, response, callback);
    }

    private long date(Rule rule) {
        return time.milliseconds() + Long.parseLong(rule.value());
    }
}
