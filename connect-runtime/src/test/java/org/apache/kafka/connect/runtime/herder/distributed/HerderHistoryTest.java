// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.taskConfigs;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Whatever happened to a worker, and in whatever order, once nothing more happens it runs what it is to run, as it is now
 * configured, and its statuses say so.
 */
class HerderHistoryTest {
    private static final int STEPS = 40;
    private static final int HISTORIES = 500;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final TargetState[] STATES = TargetState.values();
    private static final Pattern TASK_STOP = Pattern.compile("stop .-\\d");
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.apache.kafka");

    private static @Nullable Level logged;

    @BeforeAll
    static void beQuiet() {
        logged = LOG.getLevel();
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(logged);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void endsUpRunningWhatItShould(long seed) {
        Random seeds = new Random(seed);
        int taskStops = 0;
        for (int i = 0; i < HISTORIES; i++) {
            taskStops += new History(seeds.nextLong()).play();
        }
        assertTrue(taskStops > 5 * HISTORIES, () -> "histories in which little happens show little");
    }

    private static final class History {
        private final long seed;
        private final Random random;
        private final HerderBench bench = new HerderBench();
        private final HerderLoop loop = bench.loop(false);
        private final RebalanceHandler rebalances;
        private final List<CompletableFuture<?>> ends = new ArrayList<>();
        private final List<CompletableFuture<Void>> writes = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private int changes;

        private History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.rebalances =
                    new RebalanceHandler(bench.standing, bench.launcher, bench.statuses, bench.herderMetrics, true);
        }

        /** Tells how often a task was stopped. */
        private int play() {
            bench.leaderStores = true;
            bench.keys.install(bench.keys.generate());
            begin();
            for (int step = 0; step < STEPS; step++) {
                happen();
                for (int turns = random.nextInt(3); turns > 0; turns--) {
                    loop.turn();
                }
                if (random.nextInt(3) == 0) {
                    bench.pass(Duration.ofMillis(random.nextInt(500)));
                }
            }
            comeToRest();
            check();
            bench.metrics.close();
            return (int)
                    bench.worker.done.stream().filter(TASK_STOP.asPredicate()).count();
        }

        /** All connectors run, with two tasks each. */
        private void begin() {
            for (String name : NAMES) {
                bench.worker.taskConfigs.put(name, taskConfigs(2));
                configure(name);
            }
            comeToRest();
        }

        private void happen() {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            boolean exists = bench.configs.snapshot().contains(name);
            switch (random.nextInt(17)) {
                case 0, 1 -> configure(name);
                case 2 -> {
                    if (exists) {
                        tell("delete " + name);
                        bench.configs.removeConnector(name);
                    }
                }
                case 3, 4 -> {
                    if (exists) {
                        setState(name, STATES[random.nextInt(STATES.length)]);
                    }
                }
                case 5 -> {
                    if (exists) {
                        for (int requests = 1 + random.nextInt(2); requests > 0; requests--) {
                            restart(new RestartRequest(name, random.nextBoolean(), random.nextBoolean()));
                        }
                    }
                }
                case 6, 7 -> rebalance(random.nextBoolean());
                case 8 -> {
                    tell("stops hang");
                    CompletableFuture<?> end = new CompletableFuture<>();
                    ends.add(end);
                    bench.worker.stopped = end;
                }
                case 9 -> stopsEnd();
                case 10 -> {
                    tell("a connector fails to tell its tasks");
                    bench.worker.taskConfigFailures.add(new ConnectException("not now"));
                }
                case 11 -> {
                    int tasks = random.nextInt(4);
                    tell(name + " wants " + tasks + " tasks");
                    bench.worker.taskConfigs.put(name, taskConfigs(tasks));
                    if (bench.worker.isRunning(name)) {
                        bench.publisher.taskReconfigurationRequested(name);
                    }
                }
                case 12 -> {
                    tell("a write fails");
                    bench.configs.failures.add(new ConnectException("not now"));
                }
                case 13 -> {
                    tell("writes hang");
                    CompletableFuture<Void> written = new CompletableFuture<>();
                    writes.add(written);
                    bench.configs.writable = written;
                }
                case 14 -> writesGoOn();
                case 15, 16 -> {
                    for (ConnectorTaskId id : new TreeSet<>(bench.worker.taskIds())) {
                        if (random.nextBoolean()) {
                            tell("task fails: " + id);
                            bench.worker.fail(id);
                        }
                    }
                }
                default -> throw new AssertionError();
            }
        }

        private void tell(String what) {
            told.add(what);
        }

        private void configure(String name) {
            tell("configure " + name);
            bench.configs.putConnector(
                    name, Map.of("connector.class", "Source", "change", String.valueOf(changes++)), null);
        }

        private void setState(String name, TargetState state) {
            tell(name + " shall be " + state);
            if (state == TargetState.STOPPED) {
                bench.configs.putTaskConfigs(name, List.of());
            }
            bench.configs.putTargetState(name, state);
        }

        private void restart(RestartRequest request) {
            tell(String.valueOf(request));
            boolean isKnown = bench.statuses.connector(request.connector()).isPresent();
            if (bench.standing.isLeader() && bench.standing.isSettled() && isKnown) {
                bench.handler.restart(request);
            } else {
                bench.configs.putRestartRequest(request);
            }
        }

        /** The group meets: this worker gives up some of its work in time, and gets what it gets. */
        private void rebalance(boolean leads) {
            stopsEnd();
            ClusterConfig config = bench.configs.snapshot();
            Work all = all(config);
            Work assigned = Work.of(some(all.connectors()), some(all.tasks()));
            Work gone = bench.standing.assigned().minus(assigned);
            join(leads, assigned);
            if (!gone.isEmpty()) {
                rebalances.revoked(gone);
            }
        }

        private void join(boolean leads, Work assigned) {
            tell((leads ? "leads, runs " : "follows, runs ") + assigned);
            if (leads) {
                bench.leads(assigned);
            } else {
                bench.follows(assigned);
            }
        }

        private <T> List<T> some(Collection<T> all) {
            return all.stream().filter(each -> random.nextInt(3) > 0).toList();
        }

        private static Work all(ClusterConfig config) {
            List<ConnectorTaskId> tasks = new ArrayList<>();
            config.connectors().forEach(connector -> tasks.addAll(config.tasks(connector)));
            return Work.of(config.connectors(), tasks);
        }

        private void writesGoOn() {
            tell("writes go on");
            bench.configs.writable = CompletableFuture.completedFuture(null);
            writes.forEach(written -> written.complete(null));
            writes.clear();
        }

        private void stopsEnd() {
            tell("stops end");
            bench.worker.stopped = CompletableFuture.completedFuture(null);
            ends.forEach(end -> end.complete(null));
            ends.clear();
        }

        /** Nothing fails any more, and the group meets, with everything for this worker, as long as there is a reason. */
        private void comeToRest() {
            bench.worker.taskConfigFailures.clear();
            bench.configs.failures.clear();
            stopsEnd();
            writesGoOn();
            for (int i = 0; i < 20; i++) {
                Work all = all(bench.configs.snapshot());
                if (!all.equals(bench.standing.assigned()) || i == 0) {
                    join(true, all);
                }
                loop.turn();
                bench.pass(Duration.ofSeconds(10));
            }
        }

        private static RunState shown(TargetState state) {
            return switch (state) {
                case STARTED -> RunState.RUNNING;
                case PAUSED -> RunState.PAUSED;
                case STOPPED -> RunState.STOPPED;
            };
        }

        private void check() {
            ClusterConfig config = bench.configs.snapshot();
            String history = "seed " + seed + ":\n" + String.join("\n", told) + "\ndone: " + bench.worker.done + "\n";
            assertEquals(new TreeSet<>(config.connectors()), new TreeSet<>(bench.worker.connectorNames()), history);
            assertEquals(new TreeSet<>(config.allTasks()), new TreeSet<>(bench.worker.taskIds()), history);
            assertEquals(List.of(), bench.worker.startedTwice, history);
            Map<String, RunState> expected = new TreeMap<>();
            Map<String, RunState> told = new TreeMap<>();
            for (String connector : config.connectors()) {
                TargetState state = config.targetState(connector);
                assertEquals(
                        config.connectorConfig(connector),
                        bench.worker.connectors.get(connector).config(),
                        history);
                assertEquals(state, bench.worker.states.get(connector), history + connector);
                if (state == TargetState.STARTED) {
                    assertEquals(
                            bench.worker.taskConfigs.getOrDefault(connector, List.of()),
                            config.taskConfigs(connector),
                            history + connector);
                }
                for (ConnectorTaskId id : config.tasks(connector)) {
                    assertEquals(
                            config.taskConfig(id), bench.worker.tasks.get(id).taskConfig(), history + id);
                    assertEquals(state, bench.worker.states.get(id.toString()), history + id);
                    RunState unlessFailed = state == TargetState.STARTED ? RunState.RUNNING : RunState.PAUSED;
                    expected.put(id.toString(), bench.worker.failed.contains(id) ? RunState.FAILED : unlessFailed);
                }
                expected.put(connector, shown(state));
            }
            for (String connector : NAMES) {
                bench.statuses.connector(connector).ifPresent(status -> told.put(connector, status.state()));
                bench.statuses
                        .tasks(connector)
                        .forEach(status -> told.put(status.id().toString(), status.state()));
            }
            assertEquals(expected, told, history);
        }
    }
}
