// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.group.member.Group;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/** A group without brokers: sleeping moves the clock, and everything asked of it is remembered. */
final class FakeGroup implements Group {
    final Map<String, String> owners = new HashMap<>();
    /** What was asked for, in order: {@code rejoin}, {@code leave}, {@code revoke all}. */
    final List<String> asked = new ArrayList<>();

    boolean active = true;
    private final FakeTime time;
    /** How often the loop has let it send and receive. */
    int turns;

    private boolean woken;

    FakeGroup(FakeTime time) {
        this.time = time;
    }

    @Override
    public boolean ensureActive() {
        return active;
    }

    @Override
    public void await(long timeoutMs) {
        turns++;
        if (!woken) {
            time.advance(Duration.ofMillis(timeoutMs));
        }
        woken = false;
    }

    @Override
    public void wakeup() {
        woken = true;
    }

    @Override
    public Optional<String> ownerUrl(String connector) {
        return Optional.ofNullable(owners.get(connector));
    }

    @Override
    public Optional<String> ownerUrl(ConnectorTaskId id) {
        return Optional.ofNullable(owners.get(id.toString()));
    }

    @Override
    public void rejoin(String reason) {
        asked.add("rejoin");
    }

    @Override
    public void leave(String reason) {
        asked.add("leave");
    }

    @Override
    public void revokeAll() {
        asked.add("revoke all");
    }
}
