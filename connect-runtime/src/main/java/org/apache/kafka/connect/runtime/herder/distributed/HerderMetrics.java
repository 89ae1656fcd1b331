// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;

/**
 * What is measured about rebalances.
 *
 * <p>Thread: recorded on the herder loop, read from any.
 */
final class HerderMetrics implements AutoCloseable {
    private final Time time;
    private final MetricGroup group;
    private final Sensor completed;
    private final Sensor duration;
    private volatile long beganMs = -1;
    private volatile long endedMs = -1;

    /** @param configured told as long as no group has agreed on a protocol */
    HerderMetrics(ConnectMetrics metrics, Standing standing, ConnectProtocol configured, Time time) {
        this.time = time;
        this.group = metrics.group(MetricNames.REBALANCE_GROUP);
        group.gauge(
                "connect-protocol", () -> standing.protocol().orElse(configured).name());
        group.gauge("leader-name", () -> String.valueOf(standing.leaderUrl()));
        group.gauge("epoch", () -> (double) standing.generation());
        completed = group.total("completed-rebalances-total");
        group.gauge("rebalancing", () -> beganMs >= 0 ? 1.0 : 0.0);
        duration = group.maxAndAvg("rebalance-max-time-ms", "rebalance-avg-time-ms");
        group.gauge(
                "time-since-last-rebalance-ms",
                () -> endedMs < 0 ? Double.POSITIVE_INFINITY : (double) (time.milliseconds() - endedMs));
    }

    void rebalanceBegan() {
        if (beganMs < 0) {
            beganMs = time.milliseconds();
        }
    }

    void rebalanceEnded() {
        long now = time.milliseconds();
        completed.record(1.0);
        if (beganMs >= 0) {
            duration.record((double) (now - beganMs));
        }
        beganMs = -1;
        endedMs = now;
    }

    @Override
    public void close() {
        group.close();
    }
}
