// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy.Recovery;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * Turns source records into producer records: transformed, then headers, key and value converted.
 * {@code begin} and {@code end} enclose a batch.
 *
 * <p>Thread: the task's.
 */
public final class SourcePipeline {
    private static final byte[] DROPPED = new byte[0];

    private final Converters converters;
    private final Converter keys;
    private final Converter values;
    private final HeaderConverter headers;
    private final TransformationChain<SourceRecord, SourceRecord> chain;
    private final ErrorPolicy<SourceRecord> errors;
    private final StageLoader loader = new StageLoader();
    /** Headers of the record under way; converters may add to them. Used again as long as it stays empty. */
    private Headers scratch = freshHeaders();

    public SourcePipeline(
            Converters converters,
            TransformationChain<SourceRecord, SourceRecord> chain,
            ErrorPolicy<SourceRecord> errors) {
        this.converters = converters;
        this.keys = converters.key().instance();
        this.values = converters.value().instance();
        this.headers = converters.header().instance();
        this.chain = chain;
        this.errors = errors;
    }

    public void begin() {
        loader.begin();
    }

    public void end() {
        loader.end();
    }

    /** The record for the producer; null when it was dropped or passed over. */
    public @Nullable ProducerRecord<byte[], byte[]> process(SourceRecord original) {
        SourceRecord message = chain.apply(original, original, loader);
        if (message == null) {
            return null;
        }
        if (!message.headers().isEmpty() && !convertHeaders(original, message)) {
            return null;
        }
        byte[] key = convert(original, message, true);
        byte[] value = key == DROPPED ? DROPPED : convert(original, message, false);
        Headers taken = takeHeaders();
        if (value == DROPPED) {
            return null;
        }
        return new ProducerRecord<>(message.topic(), message.kafkaPartition(), timestamp(message), key, value, taken);
    }

    private byte @Nullable [] convert(SourceRecord original, SourceRecord message, boolean isKey) {
        LoadedPlugin<Converter> plugin = isKey ? converters.key() : converters.value();
        Converter converter = isKey ? keys : values;
        try {
            loader.enter(plugin.loader());
            return isKey
                    ? converter.fromConnectData(message.topic(), scratch, message.keySchema(), message.key())
                    : converter.fromConnectData(message.topic(), scratch, message.valueSchema(), message.value());
        } catch (Exception e) {
            Callable<byte @Nullable []> again = () -> isKey
                    ? converter.fromConnectData(message.topic(), scratch, message.keySchema(), message.key())
                    : converter.fromConnectData(message.topic(), scratch, message.valueSchema(), message.value());
            ProcessingStage stage = isKey ? ProcessingStage.KEY_CONVERTER : ProcessingStage.VALUE_CONVERTER;
            Recovery<byte @Nullable []> recovery = errors.recover(original, stage, plugin.type(), e, again);
            return recovery.skipped() ? DROPPED : recovery.value();
        }
    }

    /** Whether the record goes on. */
    private boolean convertHeaders(SourceRecord original, SourceRecord message) {
        LoadedPlugin<HeaderConverter> plugin = converters.header();
        try {
            loader.enter(plugin.loader());
            writeHeaders(message);
            return true;
        } catch (Exception e) {
            Callable<Headers> again = () -> {
                scratch = freshHeaders();
                return writeHeaders(message);
            };
            boolean skipped = errors.recover(original, ProcessingStage.HEADER_CONVERTER, plugin.type(), e, again)
                    .skipped();
            if (skipped) {
                scratch = freshHeaders();
            }
            return !skipped;
        }
    }

    private Headers writeHeaders(SourceRecord message) {
        for (Header header : message.headers()) {
            byte[] raw = headers.fromConnectHeader(message.topic(), header.key(), header.schema(), header.value());
            scratch.add(header.key(), raw);
        }
        return scratch;
    }

    private @Nullable Headers takeHeaders() {
        if (scratch.toArray().length == 0) {
            return null;
        }
        Headers taken = scratch;
        scratch = freshHeaders();
        return taken;
    }

    private static Headers freshHeaders() {
        return new ConsumerRecord<byte[], byte[]>("", 0, 0L, DROPPED, DROPPED).headers();
    }

    private static @Nullable Long timestamp(SourceRecord message) {
        Long timestamp = message.timestamp();
        if (timestamp == null || timestamp >= 0) {
            return timestamp;
        }
        if (timestamp == ConsumerRecord.NO_TIMESTAMP) {
            return null;
        }
        throw new DataException("Record for topic '" + message.topic() + "' has timestamp " + timestamp
                + "; it must be null, -1 for none, or not negative");
    }
}
