// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.OTHER_URL;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.taskConfigs;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.work;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskConfigPublisherTest {
    private final HerderBench bench = new HerderBench();

    @BeforeEach
    void runAConnector() {
        bench.connector("c");
        bench.worker.taskConfigs.put("c", taskConfigs(2));
        bench.leads(work("c", 0));
        bench.launcher.reconcile();
        bench.settle();
        assertEquals(List.of("connector c", "tasks c 2"), bench.written());
        bench.done();
    }

    @Test
    void doesNotWriteWhatIsInForce() {
        ask();

        assertEquals(List.of("ask c"), bench.done());
        assertEquals(List.of(), bench.written());
    }

    @Test
    void writesOtherTasks() {
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        ask();

        assertEquals(List.of("tasks c 3"), bench.written());
    }

    @Test
    void writesTheSameTasksWhenTheyWereMadeFromAnotherConfiguration() {
        bench.connector("c", "changed", "yes");
        bench.written();
        ask();

        assertEquals(List.of("tasks c 2"), bench.written());
        ask();
        assertEquals(List.of(), bench.written());
    }

    @Test
    void asksAgainAfterAWaitThatDoublesWhenTheConnectorFails() {
        bench.worker.taskConfigFailures.addAll(
                List.of(new ConnectException("a"), new AssertionError("thrown at once"), new ConnectException("c")));
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        ask();
        assertEquals(List.of("ask c"), bench.done());

        bench.pass(Duration.ofMillis(249));
        assertEquals(List.of(), bench.done());
        bench.pass(Duration.ofMillis(1));
        assertEquals(List.of("ask c"), bench.done());
        bench.pass(Duration.ofMillis(500));
        assertEquals(List.of("ask c"), bench.done());
        bench.pass(Duration.ofMillis(1_000));
        assertEquals(List.of("ask c"), bench.done());

        assertEquals(List.of("tasks c 3"), bench.written());
    }

    @Test
    void asksAtOnceWhenThereIsANewReasonWhileItWaits() {
        bench.worker.taskConfigFailures.addAll(
                List.of(new ConnectException("a"), new ConnectException("b"), new ConnectException("c")));
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        ask();
        bench.pass(Duration.ofMillis(750));
        bench.done();

        bench.launcher.restartConnector("c", false);
        bench.settle();
        assertEquals(List.of("stop c", "start c", "ask c"), bench.done());
        assertEquals(List.of("tasks c 3"), bench.written());

        bench.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), bench.done(), "nothing is left of the former request");
    }

    @Test
    void writesNoneForAConnectorThatWasStoppedWhileItWasAsked() {
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        bench.publisher.taskReconfigurationRequested("c");
        bench.configs.putTaskConfigs("c", List.of()).join();
        bench.configs.putTargetState("c", TargetState.STOPPED).join();
        bench.written();
        bench.settle();

        assertEquals(List.of("ask c"), bench.done());
        assertEquals(List.of(), bench.written());
    }

    @Test
    void triesAgainWhenTheyCannotBeStored() {
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        bench.configs.failures.add(new ConnectException("not now"));
        ask();
        bench.pass(Duration.ofMillis(250));

        assertEquals(List.of("tasks c 3", "tasks c 3"), bench.written());
        assertEquals(3, bench.configs.snapshot().taskCount("c"));
    }

    @Test
    void failsTheConnectorThatWantsTooManyTasksAndDoesNotAskAgain() {
        bench.worker.taskConfigFailures.add(new TooManyTasksException("c", 3, 2));
        ask();
        bench.pass(Duration.ofMinutes(2));

        assertEquals(List.of("ask c"), bench.done());
        assertEquals(
                RunState.FAILED, bench.statuses.connector("c").orElseThrow().state());
        assertEquals(List.of(), bench.written());
    }

    @Test
    void answersManyRequestsWithOneQuestionAndOneMore() {
        for (int i = 0; i < 5; i++) {
            bench.publisher.taskReconfigurationRequested("c");
        }
        bench.settle();

        assertEquals(List.of("ask c", "ask c"), bench.done());
    }

    @Test
    void handsThemToTheLeaderSigned() {
        bench.keys.install(bench.keys.generate());
        bench.follows(work("c", 2));
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        ask();

        assertEquals(List.of(OTHER_URL + " tasks c 3 signed"), bench.askedOfLeader);
        assertEquals(List.of(), bench.written());
    }

    @Test
    void waitsForALeaderThatIsSlowButNotForOneThatLeadsNoMore() {
        bench.keys.install(bench.keys.generate());
        bench.follows(work("c", 2));
        bench.worker.taskConfigs.put("c", taskConfigs(3));
        bench.leaderIsHalted = true;
        ask();
        bench.pass(Duration.ofSeconds(30));
        assertEquals(1, bench.askedOfLeader.size(), bench.askedOfLeader::toString);

        bench.leads(work("c", 2));
        bench.pass(Duration.ofSeconds(2));

        assertEquals(List.of("tasks c 3"), bench.written());
    }

    @Test
    void stopsAskingOnceTheConnectorIsGone() {
        bench.worker.taskConfigFailures.add(new ConnectException("a"));
        ask();
        bench.worker.connectors.clear();
        bench.done();
        bench.pass(Duration.ofMinutes(2));

        assertEquals(List.of(), bench.done());
    }

    private void ask() {
        bench.publisher.taskReconfigurationRequested("c");
        bench.settle();
    }
}
