// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.runtime.rest.errors.ErrorMessage;
import org.apache.kafka.connect.runtime.rest.forward.Json;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers in JSON what goes wrong before a resource is reached: unreadable requests, headers or bodies too large. */
final class JsonErrors extends ErrorHandler {
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        String text = "HTTP " + code + " " + HttpStatus.getMessage(code)
                + (message == null || message.isBlank() || message.equals(HttpStatus.getMessage(code))
                        ? ""
                        : ": " + message);
        byte[] body = Json.write(new ErrorMessage(code, text)).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, java.nio.ByteBuffer.wrap(body), callback);
    }
}
