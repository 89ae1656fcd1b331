// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** A connector that hangs in the call that {@code hang.in} names, until the test lets go. */
public final class HangingSource extends SourceConnector {
    private static final long LONGEST_SECONDS = 120;

    /** Counted down when a call hangs, and by the test to let it go. */
    static volatile CountDownLatch hanging = new CountDownLatch(1);

    static volatile CountDownLatch released = new CountDownLatch(1);

    private String hangIn = "";

    static void prepare() {
        hanging = new CountDownLatch(1);
        released = new CountDownLatch(1);
    }

    private void pass(String call) {
        if (hangIn.equals(call)) {
            hanging.countDown();
            try {
                if (!released.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody let go");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        hangIn = connectorConfigs.getOrDefault("hang.in", "");
        pass("validate");
        return super.validate(connectorConfigs);
    }

    @Override
    public void start(Map<String, String> props) {
        hangIn = props.get("hang.in");
        pass("start");
    }

    @Override
    public Class<? extends Task> taskClass() {
        return ScriptedSource.CountingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        pass("taskConfigs");
        return List.of();
    }

    @Override
    public void stop() {
        pass("stop");
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1.0";
    }
}
