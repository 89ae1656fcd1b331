// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.errors.DeadLetterQueue.Letter;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CleanReporterTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);

    private final FakeTime time = new FakeTime();
    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), time);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Redaction secrets = Redaction.of(Map.of("k", "${file:f:k}"), Map.of("k", "s3cr3t"));

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void deadLettersTellTheErrorAndItsClassButNoSecret() {
        DeadLetterQueue<String> letters = new DeadLetterQueue<>(
                "dead",
                true,
                ID,
                producer,
                new ErrorMetrics(registry, ID, time),
                text -> new Letter(null, text.getBytes(UTF_8), null, null, null, null, null));

        new CleanReporter<>(letters, secrets::clean)
                .report(new ProcessingContext<>(
                        "r", ProcessingStage.TRANSFORMATION, String.class, new DataException("not like s3cr3t"), 1));

        assertEquals("not like [hidden]", header(DeadLetterQueue.EXCEPTION_MESSAGE));
        assertEquals(DataException.class.getName(), header(DeadLetterQueue.EXCEPTION_CLASS_NAME));
        assertFalse(header(DeadLetterQueue.EXCEPTION_STACKTRACE).contains("s3cr3t"));
    }

    @Test
    void closesTheOtherReporterWhichWaitsNotForeverForItsBrokers() {
        List<Duration> waits = new ArrayList<>();
        MockProducer<byte[], byte[]> away =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public void close(Duration timeout) {
                        waits.add(timeout);
                    }
                };

        new CleanReporter<>(
                        new DeadLetterQueue<String>(
                                "dead",
                                true,
                                ID,
                                away,
                                new ErrorMetrics(registry, ID, time),
                                text -> new Letter(null, null, null, null, null, null, null)),
                        secrets::clean)
                .close();

        assertEquals(List.of(Duration.ofSeconds(30)), waits);
    }

    private String header(String key) {
        Header header = producer.history().get(0).headers().lastHeader(key);
        return new String(header.value(), UTF_8);
    }
}
