// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.concurrent.Executor;

/** Short-lived threads of a herder. */
final class HerderThreads {
    /** A new daemon thread for each thing that starts beside others. */
    static final Executor STARTUP = task -> {
        Thread thread = new Thread(task, "worker-start-up");
        thread.setDaemon(true);
        thread.start();
    };

    private HerderThreads() {}
}
