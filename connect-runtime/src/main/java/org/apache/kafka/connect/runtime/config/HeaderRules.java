// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** Reads the comma-separated rules of {@code response.http.headers.config}; a rule in double quotes may hold commas. */
public final class HeaderRules {
    private HeaderRules() {}

    /** @return each rule without its quotes, in the order given */
    public static List<String> split(String text) {
        List<String> rules = new ArrayList<>();
        StringBuilder rule = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                add(rules, rule);
            } else {
                rule.append(c);
            }
        }
        add(rules, rule);
        return rules;
    }

    private static void add(List<String> rules, StringBuilder rule) {
        if (!rule.toString().isBlank()) {
            rules.add(rule.toString().trim());
        }
        rule.setLength(0);
    }
}
