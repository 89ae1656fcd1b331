// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Counts records where a run can read it over JMX.
 *
 * <p>Thread: one adds, any reads.
 */
public final class LoadProgress implements LoadProgressMXBean {
    private final AtomicLong records = new AtomicLong();

    private LoadProgress() {}

    /** Puts a new count in the place of any other of this process. */
    public static LoadProgress register() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName(NAME);
            if (server.isRegistered(name)) {
                server.unregisterMBean(name);
            }
            LoadProgress progress = new LoadProgress();
            server.registerMBean(progress, name);
            return progress;
        } catch (JMException e) {
            throw new IllegalStateException("Cannot show the progress over JMX", e);
        }
    }

    public void add(int count) {
        records.addAndGet(count);
    }

    @Override
    public long getRecords() {
        return records.get();
    }
}
