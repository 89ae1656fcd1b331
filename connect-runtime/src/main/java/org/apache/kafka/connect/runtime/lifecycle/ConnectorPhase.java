// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Map;
import java.util.Set;

/** A connector instance's life. Only stopping leads out of {@code FAILED}; a restart makes a new instance. */
public enum ConnectorPhase {
    /** Not yet brought to the state the user wants. */
    INIT,
    STARTED,
    PAUSED,
    STOPPED,
    FAILED,
    /** This worker no longer runs it. */
    SHUT_DOWN;

    private static final Map<ConnectorPhase, Set<ConnectorPhase>> NEXT = Map.of(
            INIT, Set.of(STARTED, PAUSED, STOPPED, FAILED, SHUT_DOWN),
            STARTED, Set.of(PAUSED, STOPPED, FAILED, SHUT_DOWN),
            PAUSED, Set.of(STARTED, STOPPED, FAILED, SHUT_DOWN),
            STOPPED, Set.of(STARTED, PAUSED, FAILED, SHUT_DOWN),
            FAILED, Set.of(STOPPED, FAILED, SHUT_DOWN),
            SHUT_DOWN, Set.of());

    boolean leadsTo(ConnectorPhase next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }
}
