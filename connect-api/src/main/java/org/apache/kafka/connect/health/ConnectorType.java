// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.health;

import java.util.Locale;

/** Which way a connector moves records. {@code UNKNOWN} stands for a connector whose class cannot be loaded. */
public enum ConnectorType {
    SOURCE,
    SINK,
    UNKNOWN;

    /** The lower-case name that REST answers show. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
