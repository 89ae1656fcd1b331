// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.security.SignatureRejectedException;
import org.apache.kafka.connect.runtime.storage.offset.InvalidOffsetsException;
import org.apache.kafka.connect.runtime.validation.InvalidConnectorConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns any failure into a status and a JSON body. The body holds a message and never a stack trace.
 *
 * <p>Thread: request threads.
 */
public final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger log = LoggerFactory.getLogger(ErrorMapper.class);
    private static final int BAD_REQUEST = 400;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    @Override
    public Response toResponse(Throwable failure) {
        Throwable cause = Failure.cause(failure);
        if (cause instanceof WebApplicationException webException) {
            return fromFramework(webException);
        }
        ErrorMessage error = describe(cause);
        int status = cause instanceof RestException rest ? rest.status() : error.errorCode();
        if (status >= SERVER_ERROR) {
            log.error("A REST request failed with status {}", status, cause);
        } else {
            log.debug("A REST request failed with status {}: {}", status, error.message());
        }
        return Response.status(status)
                .entity(error)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** What to say of a failure that did not come from the framework. */
    public static ErrorMessage describe(Throwable failure) {
        Throwable cause = Failure.cause(failure);
        if (cause instanceof RestException rest) {
            return new ErrorMessage(rest.errorCode(), rest.getMessage());
        }
        if (cause instanceof JsonProcessingException json) {
            return new ErrorMessage(BAD_REQUEST, "The body cannot be read: " + json.getOriginalMessage());
        }
        if (cameTooSlowly(cause)) {
            return new ErrorMessage(REQUEST_TIMEOUT, "The body came too slowly, or its end did not come");
        }
        return new ErrorMessage(status(cause), message(cause));
    }

    /** Whether the server gave up reading: below its least rate, or idle. */
    private static boolean cameTooSlowly(Throwable cause) {
        return cause instanceof IOException && cause.getCause() instanceof TimeoutException;
    }

    private static int status(Throwable cause) {
        if (cause instanceof NotFoundException) {
            return 404;
        }
        if (cause instanceof AlreadyExistsException || cause instanceof HerderException.RebalanceExpected) {
            return CONFLICT;
        }
        if (cause instanceof HerderException.WrongWorker || cause instanceof HerderException.Conflict) {
            return CONFLICT;
        }
        if (cause instanceof HerderException.InvalidRequest
                || cause instanceof InvalidConnectorConfigException
                || cause instanceof InvalidOffsetsException
                || cause instanceof EOFException) {
            return BAD_REQUEST;
        }
        if (cause instanceof SignatureRejectedException signature) {
            return switch (signature.reason()) {
                case UNREADABLE -> BAD_REQUEST;
                case FORGED -> 403;
                case NO_KEY_YET -> 503;
            };
        }
        return SERVER_ERROR;
    }

    private static @Nullable String message(Throwable cause) {
        return cause.getMessage();
    }

    private static Response fromFramework(WebApplicationException failure) {
        Response answer = failure.getResponse();
        if (answer.hasEntity()) {
            return answer;
        }
        int status = answer.getStatus();
        Response.ResponseBuilder builder = Response.fromResponse(answer);
        if (status >= BAD_REQUEST) {
            Throwable cause = failure.getCause();
            String message = cause instanceof JsonProcessingException json
                    ? "The body cannot be read: " + json.getOriginalMessage()
                    : failure.getMessage();
            builder.entity(new ErrorMessage(status, message))
                    .header(HttpHeaders.CONTENT_TYPE, null)
                    .type(MediaType.APPLICATION_JSON_TYPE);
        }
        return builder.build();
    }
}
