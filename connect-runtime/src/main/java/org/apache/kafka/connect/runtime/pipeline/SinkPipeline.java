// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * Turns consumer records into what a sink gets: key, value and headers converted, then transformed.
 * {@code begin} and {@code end} enclose a batch.
 *
 * <p>Thread: the task's.
 */
public final class SinkPipeline {
    private final Converters converters;
    private final Converter keys;
    private final Converter values;
    private final HeaderConverter headers;
    private final TransformationChain<ConsumerRecord<byte[], byte[]>, SinkRecord> chain;
    private final ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors;
    private final StageLoader loader = new StageLoader();

    public SinkPipeline(
            Converters converters,
            TransformationChain<ConsumerRecord<byte[], byte[]>, SinkRecord> chain,
            ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors) {
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

    /** The record for the sink; null when it was dropped or passed over. */
    public @Nullable InternalSinkRecord process(ConsumerRecord<byte[], byte[]> message) {
        SchemaAndValue key = convert(message, message.key(), true);
        if (key == null) {
            return null;
        }
        SchemaAndValue value = convert(message, message.value(), false);
        if (value == null) {
            return null;
        }
        ConnectHeaders converted = null;
        if (message.headers().toArray().length > 0) {
            converted = convertHeaders(message);
            if (converted == null) {
                return null;
            }
        }
        InternalSinkRecord first = new InternalSinkRecord(
                message, key.schema(), key.value(), value.schema(), value.value(), timestamp(message), converted);
        SinkRecord last = chain.apply(message, first, loader);
        if (last == null) {
            return null;
        }
        return last instanceof InternalSinkRecord known ? known : new InternalSinkRecord(message, last);
    }

    private @Nullable SchemaAndValue convert(
            ConsumerRecord<byte[], byte[]> message, byte @Nullable [] raw, boolean isKey) {
        LoadedPlugin<Converter> plugin = isKey ? converters.key() : converters.value();
        Converter converter = isKey ? keys : values;
        try {
            loader.enter(plugin.loader());
            return present(converter.toConnectData(message.topic(), message.headers(), raw));
        } catch (Exception e) {
            Callable<SchemaAndValue> again =
                    () -> present(converter.toConnectData(message.topic(), message.headers(), raw));
            ProcessingStage stage = isKey ? ProcessingStage.KEY_CONVERTER : ProcessingStage.VALUE_CONVERTER;
            return errors.recover(message, stage, plugin.type(), e, again).value();
        }
    }

    private @Nullable ConnectHeaders convertHeaders(ConsumerRecord<byte[], byte[]> message) {
        LoadedPlugin<HeaderConverter> plugin = converters.header();
        try {
            loader.enter(plugin.loader());
            return readHeaders(message.topic(), message.headers());
        } catch (Exception e) {
            return errors.recover(
                            message,
                            ProcessingStage.HEADER_CONVERTER,
                            plugin.type(),
                            e,
                            () -> readHeaders(message.topic(), message.headers()))
                    .value();
        }
    }

    private ConnectHeaders readHeaders(String topic, Headers raw) {
        ConnectHeaders converted = new ConnectHeaders();
        for (Header header : raw) {
            converted.add(header.key(), headers.toConnectHeader(topic, header.key(), header.value()));
        }
        return converted;
    }

    private static SchemaAndValue present(@Nullable SchemaAndValue converted) {
        if (converted == null) {
            throw new DataException("The converter returned nothing at all, not even an empty value");
        }
        return converted;
    }

    private static @Nullable Long timestamp(ConsumerRecord<byte[], byte[]> message) {
        return message.timestampType() == TimestampType.NO_TIMESTAMP_TYPE || message.timestamp() < 0
                ? null
                : message.timestamp();
    }
}
