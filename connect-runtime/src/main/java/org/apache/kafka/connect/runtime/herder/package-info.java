// SPDX-License-Identifier: Apache-2.0
/**
 * All that may be asked of a worker, whatever its mode, and the answers that need no herder thread.
 * Threads: any; implementations say who runs what.
 * Floor 6.
 */
@NullMarked
package org.apache.kafka.connect.runtime.herder;

import org.jspecify.annotations.NullMarked;
