// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InFlightRecordsTest {
    private static final Map<String, ?> A = Map.of("p", "a");
    private static final Map<String, ?> B = Map.of("p", "b");
    private static final RecordMetadata ACK = new RecordMetadata(new TopicPartition("t", 0), 0, 0, 0, 0, 0);

    private final InFlightRecords records = new InFlightRecords((kept, metadata, error) -> error == null);

    @Test
    void aSlowRecordHoldsBackThoseBehindItInItsPartitionAndNothingElse() {
        InFlightRecords.Sent a1 = sent(A, 1);
        InFlightRecords.Sent a2 = sent(A, 2);
        InFlightRecords.Sent b1 = sent(B, 1);
        a2.onCompletion(ACK, null);
        b1.onCompletion(ACK, null);
        assertEquals(Map.of(B, Map.of("o", 1)), drained());

        a1.onCompletion(ACK, null);
        assertEquals(Map.of(A, Map.of("o", 2)), drained());
        assertEquals(Map.of(), drained(), "told once");
    }

    @Test
    void aRecordThatCouldNotBeSentHoldsItsPartitionBackForGood() {
        InFlightRecords.Sent a1 = sent(A, 1);
        InFlightRecords.Sent a2 = sent(A, 2);
        a1.onCompletion(null, new KafkaException("no"));
        a2.onCompletion(ACK, null);

        assertEquals(Map.of(), drained());
        assertEquals(0, records.active(), "but nobody waits for it");
    }

    @Test
    void skippedRecordsCountInTheirTurn() {
        InFlightRecords.Sent a1 = sent(A, 1);
        records.skipped(A, Map.of("o", 2));
        assertEquals(Map.of(), drained());

        a1.onCompletion(ACK, null);
        assertEquals(Map.of(A, Map.of("o", 2)), drained());
    }

    @Test
    void aWithdrawnRecordIsAsIfItHadNeverBeen() {
        InFlightRecords.Sent a1 = sent(A, 1);
        a1.withdraw();
        a1.onCompletion(ACK, null);
        assertEquals(Map.of(), drained());

        sent(A, 1).onCompletion(ACK, null);
        assertEquals(Map.of(A, Map.of("o", 1)), drained());
        assertEquals(0, records.active());
        assertEquals(0, records.activeBytes());
    }

    @Test
    void recordsWithoutAPartitionAreWaitedForButHaveNothingToCommit() throws Exception {
        InFlightRecords.Sent none = sent(InFlightRecords.NO_PARTITION, 1);
        assertFalse(records.awaitRoom(0, 1));
        none.onCompletion(ACK, null);

        assertTrue(records.awaitRoom(0, 1));
        assertEquals(Map.of(), drained());
    }

    @Test
    void whoWaitsForRoomGoesOnWhenAQuarterOfItIsFreeAgain() throws Exception {
        InFlightRecords.Sent[] sent = new InFlightRecords.Sent[9];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = sent(A, i);
        }
        long each = records.activeBytes() / sent.length;
        long room = 8 * each;
        assertFalse(records.awaitRoom(room, 1), "nine are more than eight");

        CompletableFuture<Boolean> waiting = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try {
                waiting.complete(records.awaitRoom(room, 60_000));
            } catch (InterruptedException e) {
                waiting.completeExceptionally(e);
            }
        });
        waiter.start();
        sent[0].onCompletion(ACK, null);
        sent[1].onCompletion(ACK, null);
        assertTrue(records.awaitRoom(room, 1), "seven fit for one who comes now");
        sent[2].onCompletion(ACK, null);

        assertTrue(waiting.get(30, TimeUnit.SECONDS));
        waiter.join();
    }

    @Test
    void idlePartitionsAreForgottenAndComeBackWhenNeeded() {
        sent(A, 1).onCompletion(ACK, null);
        InFlightRecords.Sent b1 = sent(B, 1);
        drained();
        records.forgetIdle();
        assertEquals(1, records.partitions());

        b1.onCompletion(ACK, null);
        sent(A, 2).onCompletion(ACK, null);
        assertEquals(Map.of(A, Map.of("o", 2), B, Map.of("o", 1)), drained());
    }

    @Test
    void deliveredRecordsAreLetGoBetweenCommitsButForTheOneThatIsCommitted() {
        InFlightRecords.Sent slow = sent(B, 0);
        for (int i = 1; i <= 10_000; i++) {
            sent(A, i).onCompletion(ACK, null);
            sent(B, i).onCompletion(ACK, null);
        }
        assertTrue(records.held() < 10_000 + 1_000, "only what waits behind the slow one is held: " + records.held());
        assertEquals(Map.of(A, Map.of("o", 10_000)), drained());

        slow.onCompletion(ACK, null);
        assertEquals(Map.of(B, Map.of("o", 10_000)), drained());
        assertEquals(0, records.held());
    }

    @Test
    void aPartitionWithAnOffsetToCommitIsNotIdle() {
        for (int i = 1; i <= 10_000; i++) {
            sent(A, i).onCompletion(ACK, null);
        }
        sent(B, 1);
        records.skipped(A, Map.of("o", 10_001));
        records.forgetIdle();

        assertEquals(Map.of(A, Map.of("o", 10_001)), drained());
    }

    @Test
    void changesToTheConnectorsMapDoNotMoveItsOffsets() {
        Map<String, Object> partition = new HashMap<>(A);
        InFlightRecords.Sent a1 = sent(partition, 1);
        partition.put("p", "changed");
        a1.onCompletion(ACK, null);

        assertEquals(Map.of(A, Map.of("o", 1)), drained());
    }

    private InFlightRecords.Sent sent(Map<String, ?> partition, int offset) {
        return records.submit(partition, Map.of("o", offset), 10, null);
    }

    private Map<Object, Object> drained() {
        Map<Object, Object> offsets = new HashMap<>();
        records.drainCommittable(offsets::put);
        return offsets;
    }
}
