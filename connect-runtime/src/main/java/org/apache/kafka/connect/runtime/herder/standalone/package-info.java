// SPDX-License-Identifier: Apache-2.0
/**
 * A worker on its own: everything it knows is in memory, but for source offsets.
 * Threads: the herder loop decides; starting and stopping go on beside it.
 * Floor 10.
 */
@NullMarked
package org.apache.kafka.connect.runtime.herder.standalone;

import org.jspecify.annotations.NullMarked;
