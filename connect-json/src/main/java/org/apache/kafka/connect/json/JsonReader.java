// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;

/**
 * Deserializes values. The bytes of the envelope's schema are compared with those seen last, before anything is
 * parsed, and lead to a {@link ReadPlan} that reads the payload straight into values. Whatever is not as expected is
 * read again from the start by way of a tree, which alone decides about errors.
 *
 * <p>Thread: any. The schema seen last is handed between threads without a lock: to lose that race costs a look into
 * the cache.
 */
final class JsonReader {
    private static final byte[] SCHEMA = "\"schema\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAYLOAD = "\"payload\"".getBytes(StandardCharsets.US_ASCII);

    /** A schema's bytes as they stood in an envelope, and what they mean. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Prepared(byte[] bytes, Schema schema, ReadPlan plan) {}

    /** Bytes as a key. */
    @SuppressWarnings("ArrayRecordComponent") // compared by content, never changed
    private record Bytes(byte[] bytes) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private final boolean envelope;
    private final boolean replaceNullWithDefault;
    private final Schema fixedSchema;
    private final ReadPlan fixedPlan;
    private final SchemaTrees schemas;
    private final TreeReader trees;
    private final JsonDeserializer deserializer;
    private final NameCache names = new NameCache();
    private final Cache<Bytes, Prepared> cache;
    private Prepared last;

    /** With a fixed schema values carry no envelope; it is null if they bring their own. */
    JsonReader(
            JsonConverterConfig config,
            Schema fixedSchema,
            SchemaTrees schemas,
            TreeReader trees,
            JsonDeserializer deserializer) {
        this.fixedSchema = config.schemasEnabled() ? fixedSchema : null;
        this.envelope = config.schemasEnabled() && fixedSchema == null;
        this.replaceNullWithDefault = config.replaceNullWithDefault();
        this.fixedPlan = ReadPlan.of(this.fixedSchema, replaceNullWithDefault);
        this.schemas = schemas;
        this.trees = trees;
        this.deserializer = deserializer;
        this.cache = new SynchronizedCache<>(new LRUCache<>(config.schemaCacheSize()));
    }

    SchemaAndValue read(String topic, byte[] text) {
        try {
            JsonScanner in = new JsonScanner(text, names);
            return envelope ? readEnvelope(in, text) : readRoot(in);
        } catch (Surprise e) {
            return readByTree(topic, text);
        }
    }

    private SchemaAndValue readRoot(JsonScanner in) {
        Object value = fixedPlan.read(in);
        in.requireEndOfToken();
        return new SchemaAndValue(fixedSchema, value);
    }

    private SchemaAndValue readEnvelope(JsonScanner in, byte[] text) {
        in.expect('{');
        if (!in.skip(SCHEMA)) throw Surprise.INSTANCE;
        in.expect(':');
        Schema schema = null;
        ReadPlan plan = ReadPlan.SCHEMALESS;
        if (in.peek() == 'n') {
            in.literal("null");
        } else {
            Prepared prepared = prepared(in, text);
            schema = prepared.schema();
            plan = prepared.plan();
        }
        in.expect(',');
        if (!in.skip(PAYLOAD)) throw Surprise.INSTANCE;
        in.expect(':');
        Object value = plan.read(in);
        in.expect('}');
        return new SchemaAndValue(schema, value);
    }

    private Prepared prepared(JsonScanner in, byte[] text) {
        Prepared recent = last;
        if (recent != null && in.skip(recent.bytes())) return recent;
        int start = in.position();
        in.skipObject();
        byte[] bytes = Arrays.copyOfRange(text, start, in.position());
        Bytes key = new Bytes(bytes);
        Prepared found = cache.get(key);
        if (found == null) {
            found = prepare(bytes);
            cache.put(key, found);
        }
        last = found;
        return found;
    }

    private Prepared prepare(byte[] bytes) {
        try {
            Schema schema = schemas.toSchema(deserializer.deserialize("", bytes));
            return new Prepared(bytes, schema, ReadPlan.of(schema, replaceNullWithDefault));
        } catch (SerializationException | DataException e) {
            throw Surprise.INSTANCE;
        }
    }

    private SchemaAndValue readByTree(String topic, byte[] text) {
        JsonNode tree;
        try {
            tree = deserializer.deserialize(topic, text);
        } catch (SerializationException e) {
            throw new DataException("Converting byte[] to Kafka Connect data failed due to serialization error: ", e);
        }
        if (!envelope) return new SchemaAndValue(fixedSchema, trees.read(fixedSchema, tree));
        if (!tree.isObject()
                || tree.size() != 2
                || !tree.has(JsonSchema.ENVELOPE_SCHEMA)
                || !tree.has(JsonSchema.ENVELOPE_PAYLOAD)) {
            throw new DataException(
                    "JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may not contain "
                            + "additional fields. If you are trying to deserialize plain JSON data, set "
                            + "schemas.enable=false in your converter configuration.");
        }
        Schema schema = schemas.toSchema(tree.get(JsonSchema.ENVELOPE_SCHEMA));
        return new SchemaAndValue(schema, trees.read(schema, tree.get(JsonSchema.ENVELOPE_PAYLOAD)));
    }
}
