// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.components;

import org.apache.kafka.common.config.ConfigDef;

/** A plugin: versioned, and able to say which settings it understands without being configured first. */
public interface ConnectPlugin extends Versioned {
    /**
     * The settings of this plugin.
     *
     * @return their definition, never null; it may define nothing
     */
    ConfigDef config();
}
