// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

/**
 * Something a plugin needs of the framework that this worker does not have.
 *
 * @param location the plugin's place
 * @param neededBy the class in it that needs it; the first one by name when there are several
 * @param missing the class, or {@code class#member} with the member's descriptor
 */
public record LinkageFinding(String location, String neededBy, String missing) {}
