// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

/** What happens to a connector when a value that a config provider gave runs out. */
public enum ReloadAction {
    NONE,
    RESTART
}
