// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.RestartPolicy;
import org.apache.kafka.connect.runtime.group.member.Membership;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.AutoRestarts;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.FailureWatch;
import org.apache.kafka.connect.runtime.herder.FakeWorker;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.status.MemoryStatusStore;
import org.jspecify.annotations.Nullable;

/**
 * All parts of a distributed herder on one bench, wired as in a worker but for the group, the brokers and the plugins. The
 * test's thread is the herder loop's.
 */
final class HerderBench implements LeaderClient {
    static final String OWN_URL = "http://here:8083/";
    static final String OTHER_URL = "http://there:8083/";
    /** How long the leader is asked again to fence former tasks. */
    static final Duration PATIENCE = Duration.ofSeconds(70);

    static final Duration ANSWER_TIME = Duration.ofSeconds(10);

    final FakeTime time = new FakeTime();
    final FakeGroup group = new FakeGroup(time);
    final FakeWorker worker = new FakeWorker();
    final ScriptedConfigStore configs = new ScriptedConfigStore();
    final MemoryStatusStore statuses = new MemoryStatusStore();
    /** What was asked of the leader, in order. */
    final List<String> askedOfLeader = new ArrayList<>();
    /** What the leader answers to a request for fencing; null when it does it. */
    @Nullable
    RuntimeException leaderRefuses;

    /** Whether the leader stores the task configurations that it is sent. */
    boolean leaderStores;

    /** Whether the leader takes requests and never answers. */
    boolean leaderIsHalted;

    final Standing standing = new Standing();
    final EventLoop events = new EventLoop(time, group);
    final SessionKeys keys = new SessionKeys(time, Duration.ofHours(1), "HmacSHA256", null);
    final RejoinTimer rejoin = new RejoinTimer(time);
    final StatusRecorder recorder = new StatusRecorder(statuses, "here:8083", standing::generation, true, time);
    final ConnectorQueries queries = new ConnectorQueries(
            configs::snapshot,
            statuses,
            (name, config) -> String.valueOf(config.get("connector.class")).contains("Sink") ? "sink" : "source",
            new PluginCalls(time));
    final LeaderWrites writes = new LeaderWrites(configs, events);
    final FencingRounds fencing = new FencingRounds(configs, writes, worker, events);
    final TaskAdmission admission = new TaskAdmission(
            new TaskAdmission.Surroundings(configs, events, time),
            standing,
            fencing,
            this,
            keys,
            ANSWER_TIME,
            PATIENCE);
    final TaskConfigPublisher publisher = new TaskConfigPublisher(
            new TaskConfigPublisher.Surroundings(worker, configs, recorder, events), standing, writes, this, keys);
    final AutoRestarts restarts = new AutoRestarts(
            events,
            connector -> RestartPolicy.of(Map.of()),
            subject -> CompletableFuture.completedFuture(null),
            () -> 0.5,
            time);
    final WorkLauncher launcher = new WorkLauncher(
            new WorkLauncher.Surroundings(
                    worker, configs, statuses, recorder, new FailureWatch(recorder, restarts), events),
            standing,
            publisher,
            (id, config) -> null,
            Duration.ofSeconds(5));
    final ConfigChangeHandler changes = new ConfigChangeHandler(
            new ConfigChangeHandler.Actors(worker, launcher, publisher, fencing, keys, rejoin, new Loggers(time)));
    final RequestHandler handler = new RequestHandler(
            new RequestHandler.Actors(configs, queries, standing, writes, launcher, fencing, worker, events),
            () -> group,
            true);
    final ConfigInbox inbox = new ConfigInbox(group);
    final ConnectMetrics metrics = new ConnectMetrics("here:8083", new Metrics(), time);
    final HerderMetrics herderMetrics = new HerderMetrics(metrics, standing, ConnectProtocol.SESSIONED, time);
    private int generation;

    HerderBench() {
        configs.start(inbox);
        statuses.start();
    }

    /** A loop over all parts. */
    HerderLoop loop(boolean fencedWrites) {
        return new HerderLoop(
                new HerderLoop.Timing(Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ZERO),
                new HerderLoop.Steps(group, standing, configs, launcher, inbox, changes, writes),
                new HerderLoop.Witnesses(events, keys, rejoin, queries, recorder, herderMetrics),
                fencedWrites);
    }

    // ---- what the group decides

    void leads(Work running) {
        joined(running, "me", OWN_URL, configs.snapshot().offset());
    }

    void follows(Work running) {
        joined(running, "other", OTHER_URL, configs.snapshot().offset());
    }

    void joined(Work running, String leader, String leaderUrl, long configOffset) {
        standing.joined(new Membership(
                ++generation, "me", leader, leaderUrl, configOffset, false, running, 0, ConnectProtocol.SESSIONED));
    }

    // ---- what stands in the config topic

    void connector(String name, String... more) {
        Map<String, @Nullable String> config = new LinkedHashMap<>(Map.of("connector.class", "Source"));
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        configs.putConnector(name, config, null).join();
    }

    void tasks(String connector, int count) {
        configs.putTaskConfigs(connector, taskConfigs(count)).join();
    }

    static List<Map<String, @Nullable String>> taskConfigs(int count) {
        List<Map<String, @Nullable String>> configs = new ArrayList<>();
        for (int task = 0; task < count; task++) {
            configs.add(Map.of("task.class", "Task", "number", String.valueOf(task)));
        }
        return configs;
    }

    static Work work(String connector, int tasks) {
        List<ConnectorTaskId> ids = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            ids.add(new ConnectorTaskId(connector, task));
        }
        return Work.of(List.of(connector), ids);
    }

    // ---- outcomes

    static void assertDone(CompletableFuture<?> future) {
        assertTrue(future.isDone());
        future.join();
    }

    /** Why it failed, which it has by now. */
    static Throwable cause(CompletableFuture<?> future) {
        assertTrue(future.isDone());
        return assertThrows(CompletionException.class, future::join).getCause();
    }

    // ---- turns

    /** Runs what is due until nothing more is. */
    void settle() {
        while (events.msUntilNext(1) == 0) {
            events.runDue();
        }
    }

    /** Lets time pass in small steps, running what falls due. */
    void pass(Duration duration) {
        settle();
        long endMs = time.milliseconds() + duration.toMillis();
        while (time.milliseconds() < endMs) {
            time.advanceMs(Math.max(1, events.msUntilNext(endMs - time.milliseconds())));
            settle();
        }
    }

    /** What was done since the last call. */
    List<String> done() {
        List<String> taken = List.copyOf(worker.done);
        worker.done.clear();
        return taken;
    }

    /** What was written since the last call. */
    List<String> written() {
        List<String> taken = List.copyOf(configs.written);
        configs.written.clear();
        return taken;
    }

    // ---- the leader, where another worker leads

    @Override
    public CompletableFuture<@Nullable Void> publishTaskConfigs(
            String leaderUrl,
            String connector,
            List<Map<String, @Nullable String>> taskConfigs,
            @Nullable SessionKey key) {
        askedOfLeader.add(
                leaderUrl + " tasks " + connector + " " + taskConfigs.size() + (key == null ? " unsigned" : " signed"));
        if (leaderIsHalted) {
            return new CompletableFuture<>();
        }
        ClusterConfig snapshot = configs.snapshot();
        return leaderStores && snapshot.contains(connector) && snapshot.targetState(connector) != TargetState.STOPPED
                ? configs.putTaskConfigs(connector, taskConfigs)
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> fenceZombies(
            String leaderUrl, String connector, @Nullable SessionKey key) {
        askedOfLeader.add(leaderUrl + " fence " + connector);
        if (leaderIsHalted) {
            return new CompletableFuture<>();
        }
        return leaderRefuses == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(leaderRefuses);
    }
}
