// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.FakeWorker;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.MemoryConfigStore;
import org.apache.kafka.connect.runtime.storage.status.MemoryStatusStore;
import org.apache.kafka.connect.runtime.worker.StartConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the herder's own loop did is looked at only when it has answered and has nothing else to do. */
@Timeout(30)
class StandaloneHerderTest {
    private final FakeTime time = new FakeTime();
    private final FakeWorker worker = new FakeWorker();
    private final MemoryConfigStore configs = new MemoryConfigStore();
    private final MemoryStatusStore statuses = new MemoryStatusStore();
    private final StandaloneHerder herder = new StandaloneHerder(
            new StandaloneConfig(Map.of(
                    "bootstrap.servers", "localhost:9092",
                    "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                    "offset.storage.file.filename", "unused")),
            new StandaloneHerder.Parts(
                    "here:8083",
                    "cluster-1",
                    worker,
                    configs,
                    statuses,
                    new ConnectorQueries(
                            configs::snapshot, statuses, (name, config) -> "source", new PluginCalls(time)),
                    config -> config.containsKey("invalid")
                            ? CompletableFuture.failedFuture(new HerderException.InvalidRequest("not so"))
                            : CompletableFuture.completedFuture(null)),
            new Loggers(time),
            time);

    @BeforeEach
    void start() {
        herder.start();
    }

    @AfterEach
    void stop() {
        worker.stopped = CompletableFuture.completedFuture(null);
        herder.stop();
    }

    @Test
    void creatingAConnectorIncludesStartingItsTasks() throws Exception {
        worker.taskConfigs.put("c", List.of(config("n", "0"), config("n", "1")));

        ConnectorInfo info = get(herder.createConnector("c", config(), null));

        assertEquals(List.of(new ConnectorTaskId("c", 0), new ConnectorTaskId("c", 1)), info.tasks());
        assertEquals(List.of("start c", "ask c", "start c-0", "start c-1"), worker.done);
        assertEquals(
                Map.of("n", "1"), worker.tasks.get(new ConnectorTaskId("c", 1)).taskConfig());
    }

    @Test
    void aConnectorThatIsCreatedStoppedHasNoTasks() throws Exception {
        worker.taskConfigs.put("c", List.of(config("n", "0")));

        ConnectorInfo info = get(herder.createConnector("c", config(), TargetState.STOPPED));

        assertEquals(List.of(), info.tasks());
        assertEquals(List.of("start c"), worker.done);
    }

    @Test
    void aConnectorThatFailsToStartIsThereAllTheSame() throws Exception {
        worker.broken.add("c");

        assertEquals("c", get(herder.createConnector("c", config(), null)).name());

        assertEquals(RunState.FAILED, statuses.connector("c").orElseThrow().state());
        assertInstanceOf(AlreadyExistsException.class, refusal(herder.createConnector("c", config(), null)));
    }

    @Test
    void whatIsNotValidIsNotEvenStored() {
        Throwable refusal = refusal(herder.putConnectorConfig("c", config("invalid", "yes")));

        assertInstanceOf(HerderException.InvalidRequest.class, refusal);
        assertFalse(configs.snapshot().contains("c"));
        assertEquals(List.of(), worker.done);
    }

    @Test
    void tasksAreReplacedOnlyWhenTheyDiffer() throws Exception {
        worker.taskConfigs.put("c", List.of(config("n", "0")));
        get(herder.createConnector("c", config(), null));
        worker.done.clear();

        Herder.Put put = get(herder.putConnectorConfig("c", config()));
        assertFalse(put.created());
        assertEquals(List.of("stop c", "start c", "ask c"), worker.done);

        worker.done.clear();
        worker.taskConfigs.put("c", List.of(config("n", "7")));
        get(herder.restartConnector("c"));
        assertEquals(List.of("stop c", "start c", "ask c", "stop c-0", "start c-0"), worker.done);
    }

    @Test
    void requestsAboutOneConnectorFollowOneAnotherAndOthersDoNotWait() throws Exception {
        get(herder.createConnector("c", config(), null));
        worker.done.clear();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        worker.stopped = ended;

        CompletableFuture<Void> restarted = herder.restartConnector("c");
        CompletableFuture<Void> paused = herder.setTargetState("c", TargetState.PAUSED);
        get(herder.createConnector("other", config(), null));

        assertFalse(restarted.isDone() || paused.isDone());
        assertEquals(List.of("stop c", "start other", "ask other"), worker.done);
        ended.complete(null);
        get(restarted);
        get(paused);
        assertEquals(List.of("start c", "ask c", "set c PAUSED"), worker.done.subList(3, worker.done.size()));
    }

    @Test
    void aConnectorThatHangsCanBeDeletedAndRestarted() throws Exception {
        worker.hanging.add("c");
        worker.hanging.add("d");
        CompletableFuture<ConnectorInfo> created = herder.createConnector("c", config(), null);
        CompletableFuture<ConnectorInfo> alsoCreated = herder.createConnector("d", config(), null);
        get(CompletableFuture.allOf(worker.hangs("c"), worker.hangs("d")));

        get(herder.restartConnector("d"));
        get(herder.deleteConnector("c"));

        assertEquals("c", get(created).name());
        assertEquals("d", get(alsoCreated).name());
        assertEquals(Set.of("d"), worker.connectors.keySet());
        assertFalse(configs.snapshot().contains("c"));
    }

    @Test
    void aRestartOfAllStartsNothingBeforeAllHasStopped() throws Exception {
        worker.taskConfigs.put("c", List.of(config("n", "0")));
        get(herder.createConnector("c", config(), null));
        worker.taskConfigs.put("c", List.of(config("n", "7")));
        worker.done.clear();

        get(herder.restart(new RestartRequest("c", false, true)));

        assertEquals(
                List.of("stop c", "stop c-0", "start c-0", "start c", "ask c", "stop c-0", "start c-0"), worker.done);
        assertEquals(
                Map.of("n", "7"), worker.tasks.get(new ConnectorTaskId("c", 0)).taskConfig());
        assertEquals(
                RunState.RUNNING,
                statuses.task(new ConnectorTaskId("c", 0)).orElseThrow().state());
    }

    @Test
    void whatTheUserWantsIsNotedAlthoughTheConnectorFailsOnTheWayThere() throws Exception {
        get(herder.createConnector("c", config(), null));
        worker.stubborn.add("c");

        get(herder.setTargetState("c", TargetState.PAUSED));

        assertEquals(TargetState.PAUSED, configs.snapshot().targetState("c"));
    }

    @Test
    void aConnectorThatIsStoppedWhileItIsAskedForTasksGetsNone() throws Exception {
        worker.taskConfigs.put("c", List.of(config("n", "0")));
        get(herder.createConnector("c", config(), null));
        get(herder.setTargetState("c", TargetState.STOPPED));
        worker.done.clear();

        StartConnector started = worker.connectors.get("c");
        started.callbacks().taskReconfigurationRequested("c");
        get(herder.healthCheck());

        assertEquals(List.of(), worker.done, "it still runs for this worker, as one that takes its time to stop");
        assertEquals(0, configs.snapshot().taskCount("c"));
    }

    @Test
    void aDeletedConnectorLeavesNothing() throws Exception {
        worker.taskConfigs.put("c", List.of(config("n", "0")));
        get(herder.createConnector("c", config(), null));

        get(herder.deleteConnector("c"));

        assertEquals(List.of("stop c-0", "stop c"), worker.done.subList(3, worker.done.size()));
        assertFalse(configs.snapshot().contains("c"));
        assertTrue(statuses.connector("c").isEmpty());
        assertEquals(List.of(), List.copyOf(statuses.tasks("c")));
        assertInstanceOf(NotFoundException.class, refusal(herder.deleteConnector("c")));
    }

    @Test
    void offsetsChangeOnlyWhenNothingRuns() throws Exception {
        get(herder.createConnector("c", config(), null));
        assertInstanceOf(HerderException.InvalidRequest.class, refusal(herder.resetOffsets("c")));
        assertInstanceOf(HerderException.InvalidRequest.class, refusal(herder.alterOffsets("c", Map.of())));
        assertInstanceOf(NotFoundException.class, refusal(herder.resetOffsets("unknown")));

        get(herder.setTargetState("c", TargetState.STOPPED));

        assertEquals("reset", get(herder.resetOffsets("c")));
        assertEquals("altered", get(herder.alterOffsets("c", Map.of())));
    }

    @Test
    void aConnectorWhoseSecretsExpiredIsStartedAnew() throws Exception {
        get(herder.createConnector("c", config(), null));
        worker.done.clear();

        worker.connectors.get("c").callbacks().reloadDue("c");
        get(herder.setTargetState("c", TargetState.STARTED)); // comes behind it

        assertEquals(List.of("stop c", "start c", "ask c"), worker.done.subList(0, 3));
    }

    private static Map<String, @Nullable String> config(String... more) {
        return more.length == 0 ? Map.of("connector.class", "Source") : Map.of(more[0], more[1]);
    }

    private static <T> T get(CompletableFuture<T> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static Throwable refusal(CompletableFuture<?> answer) {
        return assertThrows(ExecutionException.class, () -> get(answer)).getCause();
    }
}
