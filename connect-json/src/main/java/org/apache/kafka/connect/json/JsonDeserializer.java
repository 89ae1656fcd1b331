// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads JSON trees. Numbers may begin with zeros; what follows the first value is not looked at.
 *
 * <p>Thread: any.
 */
public class JsonDeserializer implements Deserializer<JsonNode> {
    private final ObjectMapper mapper;

    public JsonDeserializer() {
        this(lenientMapper().build());
    }

    private JsonDeserializer(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** Keeps all digits of fractions, which decimals need. */
    static JsonDeserializer exact() {
        return new JsonDeserializer(lenientMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .nodeFactory(new JsonNodeFactory(true))
                .build());
    }

    private static JsonMapper.Builder lenientMapper() {
        return JsonMapper.builder().enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS);
    }

    @Override
    public JsonNode deserialize(String topic, byte[] bytes) {
        if (bytes == null) return null;
        try {
            return mapper.readTree(bytes);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(e);
        }
    }
}
