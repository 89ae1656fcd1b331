// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One group of workers, of which some are Apache Kafka Connect's and some Penstock's, with one set of internal topics. */
final class MixedGroup implements AutoCloseable {
    private final BrokerProcess broker;
    private final ApachePeer apache;
    private final Path folder;
    private final String group;
    private final Map<String, String> further;
    private final List<ChildProcess> started = new ArrayList<>();

    /** @param further settings of every worker beside those that each needs */
    MixedGroup(BrokerProcess broker, ApachePeer apache, Path folder, String group, Map<String, String> further) {
        this.broker = broker;
        this.apache = apache;
        this.folder = folder;
        this.group = group;
        this.further = further;
    }

    ChildProcess startApache(String name, int port) throws IOException {
        return remember(apache.start(folder, name + ".log", properties(name, port)));
    }

    ChildProcess startPenstock(String name, int port) throws IOException {
        return remember(Scripts.run(
                folder,
                name + ".log",
                "connect-distributed.sh",
                properties(name, port).toString()));
    }

    private ChildProcess remember(ChildProcess process) {
        started.add(process);
        return process;
    }

    private Path properties(String name, int port) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "bootstrap.servers=" + broker.bootstrapServers(),
                "group.id=" + group,
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "value.converter=org.apache.kafka.connect.storage.StringConverter",
                "offset.storage.topic=" + group + "-offsets",
                "offset.storage.replication.factor=1",
                "offset.storage.partitions=3",
                "config.storage.topic=" + group + "-configs",
                "config.storage.replication.factor=1",
                "status.storage.topic=" + group + "-status",
                "status.storage.replication.factor=1",
                "status.storage.partitions=2",
                "offset.flush.interval.ms=500",
                "scheduled.rebalance.max.delay.ms=1000",
                "listeners=http://localhost:" + port));
        further.forEach((key, value) -> lines.add(key + "=" + value));
        return Files.write(folder.resolve(name + ".properties"), lines);
    }

    @Override
    public void close() {
        started.forEach(ChildProcess::close);
    }
}
