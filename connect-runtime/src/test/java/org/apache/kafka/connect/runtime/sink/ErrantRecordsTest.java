// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.LoadedPlugin;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrantRecordsTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);

    private final FakeTime time = new FakeTime();
    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), time);
    private final List<ConsumerRecord<byte[], byte[]>> reported = new ArrayList<>();
    private final ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors = new ErrorPolicy<>(
            new ErrorPolicy.Limits(0, 0, Tolerance.ALL),
            List.of(context -> {
                reported.add(context.original());
                return CompletableFuture.completedFuture(null);
            }),
            new ErrorMetrics(registry, ID, time),
            () -> false,
            () -> 0.5,
            time);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aRecordThatTheSinkMadeIsConvertedWithEachConvertersOwnLoaderInPlace() throws Exception {
        try (URLClassLoader keys = new URLClassLoader(new URL[0]);
                URLClassLoader values = new URLClassLoader(new URL[0]);
                URLClassLoader headers = new URLClassLoader(new URL[0])) {
            LoaderNotingConverter key = new LoaderNotingConverter();
            LoaderNotingConverter value = new LoaderNotingConverter();
            LoaderNotingHeaderConverter header = new LoaderNotingHeaderConverter();
            ErrantRecords errants = new ErrantRecords(
                    errors,
                    new Converters(
                            new LoadedPlugin<>(key, keys, null),
                            new LoadedPlugin<>(value, values, null),
                            new LoadedPlugin<>(header, headers, null)));
            SinkRecord made = new SinkRecord("t", 1, Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, "v", 7);
            made.headers().addString("h1", "one").addString("h2", "two");
            ClassLoader sinks = Thread.currentThread().getContextClassLoader();

            errants.report(made, new IllegalStateException("unwanted"));

            assertEquals(List.of(keys), key.seen);
            assertEquals(List.of(values), value.seen);
            assertEquals(List.of(headers, headers), header.seen);
            assertSame(sinks, Thread.currentThread().getContextClassLoader());
            assertEquals("v", new String(reported.get(0).value(), UTF_8));
        }
    }

    private static final class LoaderNotingConverter extends StringConverter {
        private final List<ClassLoader> seen = new ArrayList<>();

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            seen.add(Thread.currentThread().getContextClassLoader());
            return super.fromConnectData(topic, schema, value);
        }
    }

    private static final class LoaderNotingHeaderConverter extends SimpleHeaderConverter {
        private final List<ClassLoader> seen = new ArrayList<>();

        @Override
        public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
            seen.add(Thread.currentThread().getContextClassLoader());
            return super.fromConnectHeader(topic, headerKey, schema, value);
        }
    }
}
