// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions of earlier tasks, and keeps them from beginning new ones.
 *
 * <p>Thread: any; the caller waits for the brokers.
 */
final class ZombieFencer {
    private static final Logger log = LoggerFactory.getLogger(ZombieFencer.class);

    private final WorkerEnvironment worker;
    private final ConnectorFactory connectors;

    ZombieFencer(WorkerEnvironment worker, ConnectorFactory connectors) {
        this.worker = worker;
        this.connectors = connectors;
    }

    void fence(String connector, int taskCount, Map<String, @Nullable String> rawConfig) {
        if (taskCount == 0) {
            return;
        }
        Map<String, String> config = worker.variables().resolve(rawConfig).values();
        ClientConfigs configs = worker.kafka().configs();
        Map<String, Object> overrides =
                worker.kafka().overrides().permitted(connectors.owner(connector, config), ClientType.ADMIN, config);
        List<String> ids = new ArrayList<>();
        for (int task = 0; task < taskCount; task++) {
            ids.add(configs.transactionalId(new ConnectorTaskId(connector, task)));
        }
        log.debug("Fencing {} producers of earlier tasks", ids.size());
        try (Admin admin = worker.kafka().clients().admin(configs.workerAdmin(connector, overrides))) {
            admin.fenceProducers(ids).all().get();
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "Producers of earlier tasks of connector '" + connector + "' could not be fenced", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while producers of earlier tasks were fenced", e);
        }
        log.info("Fenced {} producers of earlier tasks", ids.size());
    }
}
