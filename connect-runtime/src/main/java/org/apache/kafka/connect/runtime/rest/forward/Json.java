// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.rest.errors.RestException;

/** The one way in which bodies are read and written. Unknown fields are refused. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** @throws RestException when another worker answered with something else */
    public static <T> T read(String body, TypeReference<T> type) {
        try {
            return MAPPER.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new RestException(500, "Cannot read the answer of another worker: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws ConnectException when the value has no JSON form, which is a mistake of ours */
    public static String write(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new ConnectException("Cannot write the body of a request or answer", e);
        }
    }
}
