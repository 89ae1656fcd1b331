// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.runtime.assembly.DistributedAssembly;

/**
 * Runs a distributed worker. Plugins look for the name of this class, and the properties file after it, in the command line
 * of their process.
 */
public final class ConnectDistributed {
    private static final String USAGE = "Usage: ConnectDistributed PROPERTIES_FILE [--override KEY=VALUE ...]";

    private ConnectDistributed() {}

    /** Returns when the worker has been stopped. */
    public static void main(String[] args) {
        Launcher.run(
                USAGE,
                args,
                (properties, time) -> DistributedAssembly.build(properties, time, () -> Exit.exit(1)),
                (process, line) -> {});
    }
}
