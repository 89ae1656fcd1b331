// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.apache.kafka.connect.runtime.FakeTime;
import org.junit.jupiter.api.Test;

class RejoinTimerTest {
    private final FakeTime time = new FakeTime();
    private final RejoinTimer timer = new RejoinTimer(time);

    @Test
    void isNotDueWithoutAReason() {
        assertFalse(timer.due());
        assertEquals(500, timer.msUntilDue(500));
    }

    @Test
    void fallsDueWhenNoMoreReasonsCome() {
        timer.want();
        assertEquals(RejoinTimer.QUIET.toMillis(), timer.msUntilDue(500));

        time.advance(RejoinTimer.QUIET);

        assertTrue(timer.due());
    }

    @Test
    void fallsDueAlthoughTheWallClockIsSetBack() {
        timer.want();
        time.setWallClockBackMs(3_600_000);
        time.advance(RejoinTimer.QUIET);

        assertTrue(timer.due());
    }

    @Test
    void makesOneOfManyReasonsButDoesNotWaitForEver() {
        long begunMs = time.milliseconds();
        while (!timer.due()) {
            timer.want();
            time.advance(Duration.ofMillis(10));
        }

        assertEquals(RejoinTimer.LONGEST_WAIT.toMillis(), time.milliseconds() - begunMs);
    }

    @Test
    void takesItsTimeSoonAfterARebalance() {
        timer.reset();
        timer.want();
        assertEquals(RejoinTimer.BUSY_QUIET.toMillis(), timer.msUntilDue(5_000));

        timer.reset();
        time.advance(RejoinTimer.BUSY);
        timer.want();

        assertEquals(RejoinTimer.QUIET.toMillis(), timer.msUntilDue(5_000));
    }

    @Test
    void forgetsEarlierReasonsWithARebalance() {
        timer.want();
        time.advance(RejoinTimer.LONGEST_WAIT);
        timer.reset();

        assertFalse(timer.due());
        timer.want();
        assertFalse(timer.due());
    }
}
