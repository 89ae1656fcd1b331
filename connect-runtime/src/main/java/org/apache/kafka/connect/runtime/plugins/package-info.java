// SPDX-License-Identifier: Apache-2.0
/**
 * Finds plugins on the plugin path and the class path, keeps them apart in class loaders, and makes instances by class, alias and version.
 * Threads: scanning uses its own short-lived pool at start-up; afterwards everything is immutable and free to use from any thread.
 * Floor 3.
 */
@NullMarked
package org.apache.kafka.connect.runtime.plugins;

import org.jspecify.annotations.NullMarked;
