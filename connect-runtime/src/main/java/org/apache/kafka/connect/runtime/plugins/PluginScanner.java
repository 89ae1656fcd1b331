// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

/** One way of finding the plugins of one place. */
interface PluginScanner {
    /** Never throws for what is wrong with a plugin; that is part of the result. */
    ScanResult scan(PluginSource source);
}
