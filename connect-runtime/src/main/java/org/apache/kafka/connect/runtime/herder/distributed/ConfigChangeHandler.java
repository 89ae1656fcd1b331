// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.RestartPlan;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.ConnectorAdded;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.ConnectorReconfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.ConnectorRemoved;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.LoggerLevelChanged;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.RestartRequested;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.SessionKeyChanged;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.TargetStateChanged;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.TasksChanged;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange.TasksIncomplete;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes of the config topic mean for this worker. What moves work between workers asks for a rebalance; all else
 * is done here at once.
 *
 * <p>Thread: herder loop.
 */
final class ConfigChangeHandler {
    private static final Logger log = LoggerFactory.getLogger(ConfigChangeHandler.class);

    private final Worker worker;
    private final WorkLauncher launcher;
    private final TaskConfigPublisher publisher;
    private final FencingRounds fencing;
    private final SessionKeys keys;
    private final RejoinTimer rejoin;
    private final Loggers loggers;
    /** Restarts that were asked for, by connector; none covers another. */
    private final Map<String, List<RestartRequest>> restarts = new LinkedHashMap<>();

    /** What changes are carried out with. */
    record Actors(
            Worker worker,
            WorkLauncher launcher,
            TaskConfigPublisher publisher,
            FencingRounds fencing,
            SessionKeys keys,
            RejoinTimer rejoin,
            Loggers loggers) {}

    ConfigChangeHandler(Actors actors) {
        this.worker = actors.worker();
        this.launcher = actors.launcher();
        this.publisher = actors.publisher();
        this.fencing = actors.fencing();
        this.keys = actors.keys();
        this.rejoin = actors.rejoin();
        this.loggers = actors.loggers();
    }

    void handle(Collection<ConfigChange> changes) {
        changes.forEach(this::handle);
    }

    private void handle(ConfigChange change) {
        if (change instanceof ConnectorAdded added) {
            log.info("Connector '{}' was added", added.connector());
            rejoin.want();
        } else if (change instanceof ConnectorReconfigured reconfigured) {
            reconfigured(reconfigured.connector());
        } else if (change instanceof ConnectorRemoved removed) {
            log.info("Connector '{}' was removed", removed.connector());
            launcher.stopRemoved(removed.connector());
            rejoin.want();
        } else if (change instanceof TasksChanged changed) {
            tasksChanged(changed);
        } else if (change instanceof TasksIncomplete incomplete) {
            log.warn(
                    "Connector '{}' has no tasks now: the config topic lacks the configurations of its tasks {}. Its worker"
                            + " will ask it for its tasks again",
                    incomplete.connector(),
                    incomplete.missing());
            rejoin.want();
            publisher.taskReconfigurationRequested(incomplete.connector());
        } else if (change instanceof TargetStateChanged state) {
            launcher.applyTargetState(state.connector());
        } else if (change instanceof SessionKeyChanged key) {
            keys.install(key.key());
        } else if (change instanceof RestartRequested restart) {
            restartRequested(restart.request());
        } else if (change instanceof LoggerLevelChanged level) {
            loggerLevelChanged(level);
        } else {
            throw new AssertionError("Unknown kind of change: " + change.getClass());
        }
    }

    /** Levels that only other versions know are no reason to log everything. */
    private void loggerLevelChanged(LoggerLevelChanged change) {
        Loggers.canonicalLevel(change.level())
                .ifPresentOrElse(
                        level -> loggers.set(change.logger(), level),
                        () -> log.warn(
                                "Logger '{}' keeps its level: there is no level '{}'",
                                change.logger(),
                                change.level()));
    }

    private void reconfigured(String connector) {
        if (!worker.connectorNames().contains(connector)) {
            return;
        }
        log.info("Configuration of connector '{}' changed, starting it anew", connector);
        launcher.restartConnector(connector, false).whenComplete((state, error) -> {
            if (error != null) {
                log.error("Failed to start connector '{}' with its new configuration", connector, error);
            }
        });
    }

    private void tasksChanged(TasksChanged changed) {
        fencing.overtaken(changed.connector());
        List<ConnectorTaskId> here = new ArrayList<>();
        for (ConnectorTaskId id : worker.taskIds()) {
            if (id.connector().equals(changed.connector())) {
                here.add(id);
            }
        }
        if (!here.isEmpty()) {
            log.info("Task configurations of connector '{}' changed, starting {} anew", changed.connector(), here);
            launcher.restartTasks(here, false).whenComplete((ignored, error) -> {
                if (error != null) {
                    log.error("Failed to start tasks {} with their new configurations", here, error);
                }
            });
        }
        if (!changed.sameTaskSet()) {
            rejoin.want();
        }
    }

    private void restartRequested(RestartRequest request) {
        List<RestartRequest> pending = restarts.computeIfAbsent(request.connector(), connector -> new ArrayList<>());
        if (pending.stream().noneMatch(earlier -> earlier.covers(request))) {
            pending.removeIf(request::covers);
            pending.add(request);
        }
    }

    /** Carries out this worker's share of the restarts that were asked for. */
    void restart(ConnectorQueries queries, Standing standing) {
        Map<String, List<RestartRequest>> due = new LinkedHashMap<>(restarts);
        restarts.clear();
        due.forEach((connector, requests) -> {
            List<RestartPlan> plans = requests.stream()
                    .flatMap(request -> queries.restartPlan(request).stream())
                    .toList();
            restart(connector, plans, standing.assigned());
        });
    }

    /** What several requests restart is restarted once. */
    private void restart(String connector, List<RestartPlan> plans, Work assigned) {
        if (plans.stream().anyMatch(RestartPlan::restartsConnector)
                && assigned.connectors().contains(connector)) {
            log.info("Starting connector '{}' anew, as was asked", connector);
            launcher.restartConnector(connector, true).whenComplete((state, error) -> {
                if (error != null) {
                    log.error("Failed to start connector '{}' anew", connector, error);
                }
            });
        }
        List<ConnectorTaskId> tasks = plans.stream()
                .flatMap(plan -> plan.restartedTasks().stream())
                .distinct()
                .filter(assigned.tasks()::contains)
                .toList();
        if (!tasks.isEmpty()) {
            log.info("Starting tasks {} anew, as was asked", tasks);
            launcher.restartTasks(tasks, true).whenComplete((ignored, error) -> {
                if (error != null) {
                    log.error("Failed to start tasks {} anew", tasks, error);
                }
            });
        }
    }
}
