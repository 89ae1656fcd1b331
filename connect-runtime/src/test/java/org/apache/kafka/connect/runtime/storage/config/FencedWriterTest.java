// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FencedWriterTest {
    private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
    private boolean coordinatorIsAway;
    private final FencedWriter writer = new FencedWriter("configs", this::producer);

    private MockProducer<String, byte[]> producer() {
        MockProducer<String, byte[]> made =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        if (coordinatorIsAway) {
            made.initTransactionException = new TimeoutException("no coordinator");
        }
        producers.add(made);
        return made;
    }

    @Test
    void whatBelongsTogetherIsOneTransaction() throws Exception {
        get(writer.claim());

        get(writer.write(List.of(message("a"), message("b"))));
        get(writer.write(List.of(message("c"))));

        assertEquals(2, producers.get(0).commitCount());
        assertEquals(List.of("a", "b", "c"), keys(0));
    }

    @Test
    void aWriterThatWasTakenOverFromWritesNothingUntilItClaimsAgain() throws Exception {
        get(writer.claim());
        producers.get(0).commitTransactionException = new InvalidProducerEpochException("an older epoch");
        assertFenced(writer.write(List.of(message("a"))));
        assertTrue(producers.get(0).closed());

        assertFenced(writer.write(List.of(message("b"))));
        assertEquals(1, producers.size(), "it does not take the right back by itself");

        get(writer.claim());
        get(writer.write(List.of(message("c"))));
        assertEquals(List.of(), keys(0));
        assertEquals(List.of("c"), keys(1));
    }

    @Test
    void anyFailureEndsTheRightToWrite() throws Exception {
        get(writer.claim());
        producers.get(0).sendException = new KafkaException("too large");

        assertFenced(writer.write(List.of(message("a"))));

        assertTrue(producers.get(0).closed());
        assertFenced(writer.write(List.of(message("b"))));
    }

    @Test
    void aClaimThatFailsLeavesNoProducerBehind() throws Exception {
        get(writer.claim());
        coordinatorIsAway = true;

        assertInstanceOf(TimeoutException.class, failure(writer.claim()));

        assertTrue(producers.get(0).closed(), "the one before");
        assertTrue(producers.get(1).closed());
        assertFenced(writer.write(List.of(message("a"))));
    }

    @Test
    void afterCloseNothingIsWritten() throws Exception {
        get(writer.claim());
        CompletableFuture<?> before = writer.write(List.of(message("a")));

        writer.close();

        assertInstanceOf(ConnectException.class, failure(writer.write(List.of(message("b")))));
        get(before);
        assertEquals(List.of("a"), keys(0));
    }

    private List<String> keys(int producer) {
        return producers.get(producer).history().stream()
                .map(ProducerRecord::key)
                .toList();
    }

    private static ProducerRecord<String, byte[]> message(String key) {
        return new ProducerRecord<>("configs", key, new byte[1]);
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static void assertFenced(CompletableFuture<?> answer) {
        assertInstanceOf(WriteFencedException.class, failure(answer));
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        return assertThrows(ExecutionException.class, () -> get(answer)).getCause();
    }
}
