// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.assembly.ConnectProcess;
import org.apache.kafka.connect.runtime.assembly.StandaloneAssembly;
import org.apache.kafka.connect.runtime.herder.standalone.StandaloneHerder;
import org.apache.kafka.connect.runtime.info.ConnectorFile;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a standalone worker with the connectors of the files that follow its properties. */
public final class ConnectStandalone {
    private static final Logger log = LoggerFactory.getLogger(ConnectStandalone.class);
    private static final String USAGE =
            "Usage: ConnectStandalone PROPERTIES_FILE [--override KEY=VALUE ...] [CONNECTOR_FILE ...]";

    private ConnectStandalone() {}

    /** Returns when the worker has been stopped. */
    public static void main(String[] args) {
        Launcher.run(USAGE, args, StandaloneAssembly::build, ConnectStandalone::createConnectors);
    }

    private static void createConnectors(ConnectProcess<StandaloneHerder> process, CommandLine line) throws Exception {
        for (String file : line.others()) {
            ConnectorFile connector = ConnectorFile.read(Path.of(file));
            try {
                ConnectorInfo info = process.herder()
                        .createConnector(connector.name(), connector.config(), connector.initialState())
                        .get();
                log.info("Created connector '{}' of file '{}'", info.name(), file);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new ConnectException(
                        "Connector '" + connector.name() + "' of file '" + file + "' cannot be created: "
                                + cause.getMessage(),
                        cause);
            }
        }
        process.herder().markReady();
    }
}
