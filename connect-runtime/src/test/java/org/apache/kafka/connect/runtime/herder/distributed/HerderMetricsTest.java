// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.group.member.Membership;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.junit.jupiter.api.Test;

class HerderMetricsTest {
    private final FakeTime time = new FakeTime();
    private final Metrics registry = new Metrics();
    private final Standing standing = new Standing();
    private final HerderMetrics metrics = new HerderMetrics(
            new ConnectMetrics("here:8083", registry, time), standing, ConnectProtocol.SESSIONED, time);

    @Test
    void theProtocolIsTheGroupsAndNotWhatThisWorkerWouldLike() {
        assertEquals("SESSIONED", value("connect-protocol"));

        standing.joined(new Membership(
                7, "me", "other", "http://other:8083/", 0, false, Work.NONE, 0, ConnectProtocol.COMPATIBLE));

        assertEquals("COMPATIBLE", value("connect-protocol"));
        assertEquals("http://other:8083/", value("leader-name"));
        assertEquals(7.0, value("epoch"));
    }

    @Test
    void aRebalanceIsCountedAndMeasuredFromItsBeginning() {
        assertEquals(Double.POSITIVE_INFINITY, value("time-since-last-rebalance-ms"));
        metrics.rebalanceBegan();
        time.advance(Duration.ofMillis(300));
        metrics.rebalanceBegan(); // the group begins again before it was through
        assertEquals(1.0, value("rebalancing"));
        time.advance(Duration.ofMillis(200));

        metrics.rebalanceEnded();

        time.advance(Duration.ofMillis(40));
        assertEquals(0.0, value("rebalancing"));
        assertEquals(1.0, value("completed-rebalances-total"));
        assertEquals(500.0, value("rebalance-max-time-ms"));
        assertEquals(40.0, value("time-since-last-rebalance-ms"));
    }

    private Object value(String name) {
        MetricName full = registry.metricName(name, "connect-worker-rebalance-metrics", "", Map.of());
        return registry.metric(full).metricValue();
    }
}
