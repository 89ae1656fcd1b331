// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.jspecify.annotations.Nullable;

/**
 * Source partitions and offsets as JSON: the key is {@code ["<connector>",{<partition>}]}, the value {@code {<offset>}}.
 * Field order is that of the map, so a connector that changes the order of its partition's fields changes the key.
 *
 * <p>Thread: one at a time, as its converters are.
 */
public final class OffsetCodec {

    /**
     * A decoded key.
     *
     * @param connector whose offset it is
     * @param partition the source partition, null if the key holds none
     */
    record Key(String connector, @Nullable Map<String, Object> partition) {}

    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();

    public OffsetCodec() {
        keys.configure(Map.of("schemas.enable", "false"), true);
        values.configure(Map.of("schemas.enable", "false"), false);
    }

    public byte[] encodeKey(String connector, @Nullable Map<String, ?> partition) {
        requirePlain(partition, "source partition");
        return keys.fromConnectData(connector, null, Arrays.asList(connector, partition));
    }

    /** A null offset is a tombstone. */
    public byte @Nullable [] encodeValue(String connector, @Nullable Map<String, ?> offset) {
        requirePlain(offset, "source offset");
        return offset == null ? null : values.fromConnectData(connector, null, offset);
    }

    /** Fails with a {@link DataException} when the bytes are no key. */
    Key decodeKey(byte @Nullable [] key) {
        Object decoded = key == null ? null : keys.toConnectData("", key).value();
        if (!(decoded instanceof List<?> pair) || pair.size() != 2) {
            throw new DataException("an offset key must be a list of a connector name and a partition");
        }
        if (!(pair.get(0) instanceof String connector)) {
            throw new DataException("the first part of an offset key must be a connector name");
        }
        if (pair.get(1) == null) {
            return new Key(connector, null);
        }
        return new Key(connector, stringMap(pair.get(1), "the second part of an offset key"));
    }

    /** The source partition that a key stands for, null if it holds none. */
    public @Nullable Map<String, Object> partitionOf(ByteBuffer key) {
        return decodeKey(bytes(key)).partition();
    }

    /** Null for no offset. Fails with a {@link DataException} when the bytes hold no map. */
    public @Nullable Map<String, Object> decodeValue(String connector, byte @Nullable [] value) {
        Object decoded =
                value == null ? null : values.toConnectData(connector, value).value();
        return decoded == null ? null : stringMap(decoded, "a source offset");
    }

    /** The map as a task would read it back; numbers become long or double. Null stays null. */
    public @Nullable Map<String, Object> asReadBack(String connector, @Nullable Map<String, ?> map) {
        return decodeValue(connector, encodeValue(connector, map));
    }

    /** What the buffer holds; the buffer stays as it is. */
    static byte[] bytes(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        return bytes;
    }

    @SuppressWarnings("unchecked") // JSON objects have text keys
    private static Map<String, Object> stringMap(Object decoded, String what) {
        if (!(decoded instanceof Map<?, ?>)) {
            throw new DataException(what + " must be a map");
        }
        return (Map<String, Object>) decoded;
    }

    private static void requirePlain(@Nullable Map<?, ?> map, String what) {
        if (map == null) {
            return;
        }
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String)) {
                throw new DataException("The keys of a " + what + " must be text, but '" + entry.getKey() + "' is not");
            }
            Object value = entry.getValue();
            if (value == null) {
                continue;
            }
            Schema.Type type = ConnectSchema.schemaType(value.getClass());
            if (type == null || !type.isPrimitive()) {
                throw new DataException("Offsets may only contain primitive types as values, but field "
                        + entry.getKey() + " contains "
                        + (type == null ? value.getClass().getName() : type));
            }
        }
    }
}
