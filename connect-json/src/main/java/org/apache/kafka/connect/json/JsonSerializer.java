// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes JSON trees.
 *
 * <p>Thread: any.
 */
public class JsonSerializer implements Serializer<JsonNode> {
    private final ObjectMapper mapper = new ObjectMapper();

    public JsonSerializer() {}

    @Override
    public byte[] serialize(String topic, JsonNode data) {
        if (data == null) return null;
        try {
            return mapper.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new SerializationException("Error serializing JSON message", e);
        }
    }
}
