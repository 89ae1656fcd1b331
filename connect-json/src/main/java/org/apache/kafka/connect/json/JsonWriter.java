// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Serializes values. For each schema the first part of the envelope and a {@link WritePlan} are made once; a record
 * then costs its own bytes. Few things, such as maps with keys that are not strings of Java, take the way by a tree.
 *
 * <p>Thread: any. The schema used last and the spare buffer are handed between threads without a lock: to lose that
 * race costs a look into the cache or a new buffer.
 */
final class JsonWriter {
    private static final byte[] NO_SCHEMA = "{\"schema\":null,\"payload\":".getBytes(StandardCharsets.US_ASCII);

    /** All that is known about writing one schema. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Prepared(Schema schema, byte[] head, WritePlan plan) {}

    private final boolean envelope;
    private final WritePlan.Settings settings;
    private final SchemaTrees schemas;
    private final TreeWriter trees;
    private final JsonSerializer serializer = new JsonSerializer();
    private final Cache<Schema, Prepared> cache;
    private final AtomicReference<JsonOutput> spare = new AtomicReference<>();
    private Prepared last = new Prepared(null, NO_SCHEMA, WritePlan.SCHEMALESS);

    JsonWriter(JsonConverterConfig config, SchemaTrees schemas, TreeWriter trees) {
        this.envelope = config.schemasEnabled();
        this.settings = new WritePlan.Settings(config.decimalFormat(), config.replaceNullWithDefault());
        this.schemas = schemas;
        this.trees = trees;
        this.cache = new SynchronizedCache<>(new LRUCache<>(config.schemaCacheSize()));
    }

    byte[] write(Schema schema, Object value) {
        // A builder may change while its plan is remembered.
        if (schema != null && !(schema instanceof ConnectSchema)) return writeByTree(schema, value);
        try {
            return writeByPlan(prepared(schema), value);
        } catch (Surprise e) {
            return writeByTree(schema, value);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same schema, record after record, is the common case
    private Prepared prepared(Schema schema) {
        Prepared recent = last;
        if (recent.schema() == schema) return recent;
        Prepared found = schema == null ? new Prepared(null, NO_SCHEMA, WritePlan.SCHEMALESS) : cache.get(schema);
        if (found == null) {
            found = prepare(schema);
            cache.put(schema, found);
        }
        // Under the caller's own instance, so that identity finds it next time.
        if (found.schema() != schema) found = new Prepared(schema, found.head(), found.plan());
        last = found;
        return found;
    }

    private Prepared prepare(Schema schema) {
        return new Prepared(schema, envelope ? head(schema) : null, WritePlan.of(schema, settings));
    }

    private byte[] head(Schema schema) {
        JsonOutput head = new JsonOutput();
        head.ascii("{\"schema\":");
        head.raw(serializer.serialize("", schemas.toTree(schema)));
        head.ascii(",\"payload\":");
        return head.toBytes();
    }

    private byte[] writeByPlan(Prepared prepared, Object value) {
        JsonOutput out = spare.getAndSet(null);
        if (out == null) out = new JsonOutput();
        try {
            out.reset();
            if (envelope) out.raw(prepared.head());
            prepared.plan().write(out, value);
            if (envelope) out.character('}');
            return out.toBytes();
        } finally {
            if (out.worthKeeping()) spare.lazySet(out);
        }
    }

    private byte[] writeByTree(Schema schema, Object value) {
        JsonNode payload;
        if (envelope) {
            JsonNode schemaTree = schemas.toTree(schema);
            payload = JsonSchema.envelope(schemaTree, trees.write(schema, value));
        } else {
            payload = trees.write(schema, value);
        }
        try {
            return serializer.serialize("", payload);
        } catch (SerializationException e) {
            throw new DataException("Converting Kafka Connect data to byte[] failed due to serialization error: ", e);
        }
    }
}
