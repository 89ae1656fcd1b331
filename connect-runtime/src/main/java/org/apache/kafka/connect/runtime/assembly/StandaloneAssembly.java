// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.assembly;

import java.util.Map;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.standalone.StandaloneHerder;
import org.apache.kafka.connect.runtime.rest.server.RestServer;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.config.MemoryConfigStore;
import org.apache.kafka.connect.runtime.storage.offset.FileOffsetStore;
import org.apache.kafka.connect.runtime.storage.status.MemoryStatusStore;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.apache.kafka.connect.runtime.worker.ConnectWorker;

/** Builds a standalone worker. */
public final class StandaloneAssembly {
    private StandaloneAssembly() {}

    /**
     * Builds a worker, ready to be started. Its ports are open when this returns.
     *
     * @param properties as they were written, references unresolved
     */
    public static ConnectProcess<StandaloneHerder> build(Map<String, String> properties, Time time) {
        Foundation<StandaloneConfig> base = new Foundation<>(properties, StandaloneConfig::new, time);
        ConnectWorker worker = base.worker(new FileOffsetStore(base.config.offsetsFile()));
        ConfigStore configs = new MemoryConfigStore();
        StatusStore statuses = new MemoryStatusStore();
        ConnectorQueries queries =
                new ConnectorQueries(configs::snapshot, statuses, base::connectorType, base.underWay);
        StandaloneHerder herder = new StandaloneHerder(
                base.config,
                new StandaloneHerder.Parts(
                        base.workerId, base.kafkaClusterId, worker, configs, statuses, queries, base.check()),
                base.loggers,
                time);
        return new ConnectProcess<>(
                herder,
                base.advertisedUrl,
                () -> {
                    worker.start();
                    base.rest.start(new RestServer.Services(
                            herder,
                            base.catalog,
                            base.plugins,
                            base.loggers,
                            base.restClient,
                            base.restExtensions(),
                            RestServer.REQUEST_TIMEOUT,
                            RestServer.REQUEST_TIMEOUT,
                            base.config.clusterName()));
                },
                base.rest::stop,
                base);
    }
}
