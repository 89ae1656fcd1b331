// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.penstock.benchmarks.load.LoadProgressMXBean;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Looks at one measured process from outside: processor time, peak memory, allocated bytes, records that its sink has counted.
 *
 * <p>Thread: the run's.
 */
final class Probe implements AutoCloseable {
    private final ChildProcess process;
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final com.sun.management.ThreadMXBean threads;
    private final CompilationMXBean compiler;

    private Probe(ChildProcess process, JMXConnector connector) throws IOException {
        this.process = process;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, com.sun.management.ThreadMXBean.class);
        this.compiler = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
    }

    @SuppressWarnings("BanJNDI") // the address comes from a process that this run has started
    static Probe attach(ChildProcess process) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return new Probe(
                        process, JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("Cannot attach to process " + process.pid(), e);
        }
    }

    /** Records that a sink or a bare consumer has counted; zero before its start. */
    long records() throws IOException {
        try {
            return (Long) server.getAttribute(new ObjectName(LoadProgressMXBean.NAME), "Records");
        } catch (InstanceNotFoundException e) {
            return 0;
        } catch (JMException e) {
            throw new IOException("Cannot read the progress of process " + process.pid(), e);
        }
    }

    long cpuNanos() {
        return process.cpuTime().toNanos();
    }

    /** Time that the compiler's threads have spent so far. */
    long compileMillis() {
        return compiler.getTotalCompilationTime();
    }

    /** Bytes that the threads alive now have allocated since they started. */
    long allocatedBytes() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** The most memory that the process has had resident, in bytes. */
    long peakResidentBytes() throws IOException {
        return ProcessStatus.of(process.pid()).peakResidentBytes();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
