// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.group.member.Group;
import org.apache.kafka.connect.runtime.group.member.Membership;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn of a distributed worker: one list of steps, taken again and again until it is stopped. Each step either goes on
 * to the next or starts the turn again.
 *
 * <p>Thread: its own, the herder loop; {@link #stop} from any.
 */
final class HerderLoop {
    private static final Logger log = LoggerFactory.getLogger(HerderLoop.class);
    private static final long LONGEST_SLEEP_MS = 60_000;
    private static final long CLAIM_BACKOFF_MS = 250;
    private static final long KEY_BACKOFF_MS = 250;
    private static final int COOPERATIVE_SYNC_TRIES = 5;

    /** How long things may take. */
    record Timing(Duration syncTimeout, Duration unsyncBackoff, Duration maxDelay) {}

    /** Whom the loop turns to, in the order of its steps. */
    record Steps(
            Group member,
            Standing standing,
            ConfigStore configs,
            WorkLauncher launcher,
            ConfigInbox inbox,
            ConfigChangeHandler changes,
            LeaderWrites writes) {}

    /** Whom it tells. */
    record Witnesses(
            EventLoop events,
            SessionKeys keys,
            RejoinTimer rejoin,
            ConnectorQueries queries,
            StatusRecorder recorder,
            HerderMetrics metrics) {}

    private final Timing timing;
    private final Group member;
    private final Standing standing;
    private final ConfigStore configs;
    private final WorkLauncher launcher;
    private final ConfigInbox inbox;
    private final ConfigChangeHandler changes;
    private final LeaderWrites writes;
    private final EventLoop events;
    private final SessionKeys keys;
    private final RejoinTimer rejoin;
    private final ConnectorQueries queries;
    private final StatusRecorder recorder;
    private final HerderMetrics metrics;
    private final boolean fencedWrites;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private boolean claimed;
    private int settledGeneration = -1;
    private CompletableFuture<?> claim = CompletableFuture.completedFuture(null);
    private CompletableFuture<?> keyWrite = CompletableFuture.completedFuture(null);
    private int syncFailures;

    /** @param fencedWrites whether leader writes are refused until this worker has claimed them */
    HerderLoop(Timing timing, Steps steps, Witnesses witnesses, boolean fencedWrites) {
        this.timing = timing;
        this.member = steps.member();
        this.standing = steps.standing();
        this.configs = steps.configs();
        this.launcher = steps.launcher();
        this.inbox = steps.inbox();
        this.changes = steps.changes();
        this.writes = steps.writes();
        this.events = witnesses.events();
        this.keys = witnesses.keys();
        this.rejoin = witnesses.rejoin();
        this.queries = witnesses.queries();
        this.recorder = witnesses.recorder();
        this.metrics = witnesses.metrics();
        this.fencedWrites = fencedWrites;
    }

    /** Takes turns until stopped. */
    void run() {
        while (!isStopping()) {
            turn();
        }
    }

    /** Takes one turn. */
    void turn() {
        if (!takePart() || !catchUp()) {
            return;
        }
        reclaimWritePrivilege();
        rotateSessionKey();
        events.runDue();
        handleConfigChanges();
        changes.restart(queries, standing); // those that just came, too: nothing would wake the loop for them
        sleep();
    }

    void stop() {
        stopping.countDown();
        member.wakeup();
    }

    boolean isStopping() {
        return stopping.getCount() == 0;
    }

    // ---- steps

    /** Is this worker a member in good standing? */
    private boolean takePart() {
        try (EventLoop.StageScope ignored = events.atStage("ensuring membership in the cluster")) {
            return member.ensureActive();
        }
    }

    /** Acts on what the last rebalance assigned, once the config topic has been read as far as the leader had. */
    private boolean catchUp() {
        if (standing.isSettled()) {
            return true;
        }
        Membership membership = standing.membership();
        ClusterConfig snapshot = configs.snapshot();
        if (membership.failed() || snapshot.offset() < membership.configOffset()) {
            if (!readToEnd()) {
                retreat();
                return false;
            }
            if (membership.failed() || configs.snapshot().offset() < membership.configOffset()) {
                member.rejoin("the config topic had not been read far enough");
                return false;
            }
        }
        syncFailures = 0;
        settle(membership);
        return true;
    }

    private boolean readToEnd() {
        try (EventLoop.StageScope ignored = events.atStage("reading to the end of the config topic")) {
            configs.refresh().get(timing.syncTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            log.warn("The config topic could not be read to its end within {}", timing.syncTimeout(), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A worker that cannot read what to do leaves, so that others can do it, and comes back after a while. */
    private void retreat() {
        syncFailures++;
        member.leave("this worker cannot keep up with the config topic");
        boolean cooperative = standing.membership().protocol().isCooperative();
        int triesLeft = COOPERATIVE_SYNC_TRIES - syncFailures + 1;
        Duration backoff =
                cooperative && triesLeft > 0 ? timing.maxDelay().dividedBy(10L * triesLeft) : timing.unsyncBackoff();
        if (cooperative && triesLeft <= 0) {
            member.revokeAll();
            syncFailures = 0;
            backoff = Duration.ZERO;
        }
        log.info("Left the group for {}, because the config topic cannot be read", backoff);
        try (EventLoop.StageScope ignored = events.atStage("sleeping for a backoff duration")) {
            if (stopping.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("Stopped while backing off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle(Membership membership) {
        try (EventLoop.StageScope ignored = events.atStage("handling the outcome of a rebalance")) {
            standing.settle();
            rejoin.reset();
            launcher.reconcile();
            launcher.sayAgainWhatIsHere();
            if (!membership.isLeader() || membership.generation() != settledGeneration + 1) {
                claimed = false; // another leads, or may have led and claimed meanwhile
            }
            settledGeneration = membership.generation();
            if (membership.isLeader()) {
                queries.removeStale(recorder);
            }
            metrics.rebalanceEnded();
        }
    }

    /** With fenced writes, a leader must make itself the only one whose writes succeed. */
    private void reclaimWritePrivilege() {
        if (!fencedWrites || !standing.isLeader() || !claim.isDone()) {
            return;
        }
        if (claimed && !writes.privilegeLost()) {
            return;
        }
        claimed = true;
        claim = writes.claim().handle((ignored, error) -> error).thenCompose(this::awaitNextClaim);
    }

    /** Completes at once after a success, else when it is time to try again. */
    private CompletableFuture<?> awaitNextClaim(@Nullable Throwable error) {
        if (error == null) {
            return CompletableFuture.completedFuture(null);
        }
        log.warn("Failed to claim writing to the config topic, trying again in {} ms", CLAIM_BACKOFF_MS, error);
        return events.submitAfter(
                CLAIM_BACKOFF_MS, "reclaiming write privileges for the config topic", () -> claimed = false);
    }

    private void rotateSessionKey() {
        if (!standing.isLeader() || !standing.signsRequests() || !keyWrite.isDone() || !keys.rotationDue()) {
            return;
        }
        keyWrite = writes.putSessionKey(keys.generate())
                .handle((ignored, error) -> error)
                .thenCompose(this::awaitNextKeyWrite);
    }

    /**
     * Completes when it is time to look again whether a key is due: after a success once the loop has come by its inbox,
     * where the new key lies by then.
     */
    private CompletableFuture<?> awaitNextKeyWrite(@Nullable Throwable error) {
        if (error == null) {
            return events.run("noting that a session key was stored", () -> {});
        }
        log.info("Failed to store a new session key, trying again in {} ms", KEY_BACKOFF_MS, error);
        return events.submitAfter(
                KEY_BACKOFF_MS,
                "waiting to store a session key",
                ((EventLoop.Action) () -> log.debug("Storing a session key again")).asCallable());
    }

    private void handleConfigChanges() {
        List<ConfigChange> waiting = inbox.take();
        if (!waiting.isEmpty()) {
            try (EventLoop.StageScope ignored = events.atStage("handling config topic updates")) {
                changes.handle(waiting);
                writes.tidy();
            }
        }
        if (rejoin.due()) {
            rejoin.reset();
            metrics.rebalanceBegan();
            member.rejoin("connectors or tasks came or went");
        }
    }

    private void sleep() {
        long timeoutMs = events.msUntilNext(LONGEST_SLEEP_MS);
        timeoutMs = rejoin.msUntilDue(timeoutMs);
        if (standing.isLeader() && standing.signsRequests() && keyWrite.isDone()) {
            timeoutMs = keys.msUntilRotation(timeoutMs);
        }
        member.await(timeoutMs); // even when there is more to do: the group must hear of this worker meanwhile
    }
}
