// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.List;

/**
 * What one scanner learned of one place.
 *
 * @param plugins what can be used
 * @param refused what looked like a plugin and cannot be used, and why
 * @param missing what classes of this place need of the framework in vain
 */
record ScanResult(List<PluginDesc> plugins, List<Refused> refused, List<LinkageFinding> missing) {
    /** A class that looked like a plugin. */
    record Refused(String className, PluginType type, String reason) {}

    ScanResult {
        plugins = List.copyOf(plugins);
        refused = List.copyOf(refused);
        missing = List.copyOf(missing);
    }
}
