// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** Reads what real clusters wrote and said, from {@code src/test/resources/spec}. */
public final class SpecVectors {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SpecVectors() {}

    /** @param path below {@code spec/}, such as {@code wire/dlq-records.json} */
    public static JsonNode read(String path) {
        try (InputStream in = SpecVectors.class.getResourceAsStream("/spec/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("No test resource spec/" + path);
            }
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] hex(JsonNode text) {
        return HexFormat.of().parseHex(text.asText());
    }
}
