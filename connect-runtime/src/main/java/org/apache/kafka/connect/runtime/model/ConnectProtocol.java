// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.List;
import java.util.Locale;

/**
 * How the workers of a group agree on who runs what. Each protocol also speaks those before it, so that a group
 * settles on the newest one that all its members know.
 */
public enum ConnectProtocol {
    /** Everybody stops everything before each rebalance. */
    EAGER("default", (short) 0),
    /** Only work that moves is stopped. */
    COMPATIBLE("compatible", (short) 1),
    /** As {@link #COMPATIBLE}, and requests between workers are signed. */
    SESSIONED("sessioned", (short) 2);

    private final String groupName;
    private final short version;

    ConnectProtocol(String groupName, short version) {
        this.groupName = groupName;
        this.version = version;
    }

    /** The name under which the group coordinator knows this protocol. */
    public String groupName() {
        return groupName;
    }

    /** The version number that heads each message of this protocol. */
    public short version() {
        return version;
    }

    /** What a worker that is set to this protocol offers when it joins, best first. */
    public List<ConnectProtocol> offered() {
        return switch (this) {
            case EAGER -> List.of(EAGER);
            case COMPATIBLE -> List.of(COMPATIBLE, EAGER);
            case SESSIONED -> List.of(SESSIONED, COMPATIBLE, EAGER);
        };
    }

    /** Whether work that stays where it is keeps running through a rebalance. */
    public boolean isCooperative() {
        return this != EAGER;
    }

    /** The protocol that {@code connect.protocol} names, in any case. */
    public static ConnectProtocol fromConfig(String value) {
        return valueOf(value.toUpperCase(Locale.ROOT));
    }

    /**
     * The protocol that the group coordinator calls {@code groupName}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ConnectProtocol fromGroupName(String groupName) {
        for (ConnectProtocol protocol : values()) {
            if (protocol.groupName.equals(groupName)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException("No Connect group protocol is called '" + groupName + "'");
    }
}
