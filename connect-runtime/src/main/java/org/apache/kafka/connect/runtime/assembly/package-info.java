// SPDX-License-Identifier: Apache-2.0
/**
 * Puts a worker together from its properties: the only place that calls the big constructors.
 * Threads: the main thread builds and starts; the shutdown hook stops.
 * Floor 11.
 */
@NullMarked
package org.apache.kafka.connect.runtime.assembly;

import org.jspecify.annotations.NullMarked;
