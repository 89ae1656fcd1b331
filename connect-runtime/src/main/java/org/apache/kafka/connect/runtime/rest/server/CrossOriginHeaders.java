// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Tells browsers which origins may read answers. A preflight request is answered so and goes on to the resource all the same. */
final class CrossOriginHeaders extends Handler.Wrapper {
    private static final String DEFAULT_METHODS = "GET,POST,HEAD";
    private static final String MAX_AGE_SECONDS = "60";

    private final List<Pattern> origins;
    private final String methods;

    /**
     * @param origins allowed ones, comma-separated; a star stands for anything
     * @param methods allowed ones, comma-separated; empty for the usual three
     */
    CrossOriginHeaders(Handler next, String origins, String methods) {
        super(next);
        this.origins = items(origins).map(CrossOriginHeaders::pattern).toList();
        this.methods = methods.isBlank()
                ? DEFAULT_METHODS
                : String.join(",", items(methods).toList());
    }

    private static java.util.stream.Stream<String> items(String list) {
        return Arrays.stream(list.split(",")).map(String::trim).filter(item -> !item.isEmpty());
    }

    private static Pattern pattern(String origin) {
        return Pattern.compile(Arrays.stream(origin.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElse(""));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().add(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (isAllowed(origin)) {
            response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if (isPreflight(request)) {
                response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_METHODS, methods);
                response.getHeaders().put(HttpHeader.ACCESS_CONTROL_ALLOW_HEADERS, HttpHeader.CONTENT_TYPE.asString());
                response.getHeaders().put(HttpHeader.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
            }
        }
        return super.handle(request, response, callback);
    }

    private boolean isAllowed(@Nullable String origin) {
        return origin != null
                && origins.stream().anyMatch(pattern -> pattern.matcher(origin).matches());
    }

    private static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD);
    }
}
