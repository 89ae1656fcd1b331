// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.config.RestartPolicy;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts failed connectors and tasks of this worker anew, where their connector's {@code restart.policy} says so: after a
 * wait that doubles with each failure in a row and is spread by chance, until the attempts are used up. Whatever ran for
 * as long as the longest wait counts as well again. A task that was fenced is started anew in any case.
 *
 * <p>Thread: told from any; decides on the herder loop; {@link #report} from any.
 */
public final class AutoRestarts {
    private static final Logger log = LoggerFactory.getLogger(AutoRestarts.class);
    /** A wait is this share shorter at the least, so that what failed together does not return together. */
    private static final double JITTER = 0.2;
    /** A task whose transactions always take too long is not to go on for ever: its restarts count for ten minutes. */
    private static final RestartPolicy AFTER_FENCING =
            new RestartPolicy(true, Duration.ofSeconds(2), Duration.ofMinutes(10), 3);

    /**
     * What may fail.
     *
     * @param task number of the task, or {@code null} for the connector itself
     */
    public record Subject(String connector, @Nullable Integer task) {
        /** Whether the worker holds it, running or failed. */
        public boolean isOn(Worker worker) {
            return isAmong(worker.connectorNames(), worker.taskIds());
        }

        boolean isAmong(Set<String> connectors, Set<ConnectorTaskId> tasks) {
            return task == null ? connectors.contains(connector) : tasks.contains(new ConnectorTaskId(connector, task));
        }

        @Override
        public String toString() {
            return task == null ? "connector '" + connector + "'" : "task '" + connector + "-" + task + "'";
        }
    }

    /**
     * What has been done about a failure.
     *
     * @param attempts restarts since it last ran well
     * @param nextAtMs when the next one is due, in milliseconds since the epoch; {@code null} if none is
     */
    public record Entry(
            Subject subject, int attempts, @Nullable Long nextAtMs) {}

    /** Immutable; replaced on the loop. {@code runningSinceMs} is -1 while it does not run. */
    private record State(
            int attempts, long runningSinceMs, @Nullable Long nextAtMs, long number) {}

    private final EventLoop loop;
    private final Function<String, RestartPolicy> policies;
    private final Function<Subject, CompletableFuture<?>> starter;
    private final DoubleSupplier random;
    private final Time time;
    private final Map<Subject, State> states = new ConcurrentHashMap<>();
    private long numbers;

    /**
     * @param policies of connectors, by name, now
     * @param starter  starts a failed connector or task anew, if it is still here; called on the loop
     * @param random   evenly between 0 and 1
     */
    public AutoRestarts(
            EventLoop loop,
            Function<String, RestartPolicy> policies,
            Function<Subject, CompletableFuture<?>> starter,
            DoubleSupplier random,
            Time time) {
        this.loop = loop;
        this.policies = policies;
        this.starter = starter;
        this.random = random;
        this.time = time;
    }

    /** It is being started, for whatever reason: a restart that was to come is not needed. On the loop. */
    public void starting(Subject subject) {
        states.computeIfPresent(subject, (same, state) -> new State(state.attempts(), -1, null, numbers++));
    }

    /** It runs, for whatever reason it was started. */
    public void running(Subject subject) {
        loop.tell(
                "noting that " + subject + " runs",
                () -> states.computeIfPresent(
                        subject, (same, state) -> new State(state.attempts(), time.milliseconds(), null, numbers++)));
    }

    /** It was stopped because somebody wanted that. */
    public void ended(Subject subject) {
        loop.tell("noting that " + subject + " has ended", () -> {
            State state = states.get(subject);
            // What fails and is started anew is stopped in between: only what was running is forgotten.
            if (state != null && (state.runningSinceMs() >= 0 || state.nextAtMs() != null)) {
                states.remove(subject);
            }
        });
    }

    /** It failed. */
    public void failed(Subject subject) {
        loop.tell("noting that " + subject + " has failed", () -> decide(subject, policies.apply(subject.connector())));
    }

    /**
     * It failed because its producer was fenced. If it is still this worker's, that was a moment's confusion of the group
     * or of the brokers, and it is started anew a few times whether or not the connector asks for that.
     */
    public void fenced(Subject subject) {
        loop.tell("noting that " + subject + " was fenced", () -> {
            RestartPolicy asked = policies.apply(subject.connector());
            decide(subject, asked.enabled() ? asked : AFTER_FENCING);
        });
    }

    /** It is no business of this worker any more, deleted or another's. */
    public void forget(Subject subject) {
        loop.tell("forgetting failures of " + subject, () -> states.remove(subject));
    }

    /** Whatever does not fit is no business of this worker any more. On the loop. */
    public void keepOnly(Predicate<Subject> here) {
        states.keySet().removeIf(here.negate());
    }

    private void decide(Subject subject, RestartPolicy policy) {
        if (!policy.enabled()) {
            states.remove(subject);
            return;
        }
        long now = time.milliseconds();
        State before = states.getOrDefault(subject, new State(0, -1, null, numbers++));
        boolean ranWell = before.runningSinceMs() >= 0
                && now - before.runningSinceMs() >= policy.maxBackoff().toMillis();
        int attempts = ranWell ? 0 : before.attempts();
        if (policy.maxAttempts() != RestartPolicy.UNLIMITED && attempts >= policy.maxAttempts()) {
            log.error(
                    "Giving up on {} after {} restarts; restart it by hand once its cause is gone", subject, attempts);
            states.put(subject, new State(attempts, -1, null, numbers++));
            return;
        }
        long delayMs = delayMs(policy, attempts);
        long number = numbers++;
        states.put(subject, new State(attempts + 1, -1, now + delayMs, number));
        log.info("Restarting failed {} in {} ms, for the {}. time in a row", subject, delayMs, attempts + 1);
        loop.tellAfter(delayMs, "restarting failed " + subject, () -> due(subject, number));
    }

    private long delayMs(RestartPolicy policy, int attempts) {
        double unbounded = (double) policy.initialBackoff().toMillis() * Math.pow(2, attempts);
        double bounded = Math.min(unbounded, (double) policy.maxBackoff().toMillis());
        return Math.round(bounded * (1 - JITTER * random.getAsDouble()));
    }

    private void due(Subject subject, long number) {
        State state = states.get(subject);
        if (state == null || state.number() != number) {
            return; // somebody else restarted or stopped it meanwhile
        }
        states.put(subject, new State(state.attempts(), -1, null, numbers++));
        starter.apply(subject).whenComplete((ignored, error) -> {
            if (error != null) {
                log.error("Failed to restart {}", subject, error);
            }
        });
    }

    /** What has been done about failures of the connector and its tasks on this worker; the connector first. */
    public List<Entry> report(String connector) {
        List<Entry> entries = new ArrayList<>();
        states.forEach((subject, state) -> {
            if (subject.connector().equals(connector)) {
                entries.add(new Entry(subject, state.attempts(), state.nextAtMs()));
            }
        });
        entries.sort(Comparator.comparingInt(
                entry -> entry.subject().task() == null ? -1 : entry.subject().task()));
        return entries;
    }
}
