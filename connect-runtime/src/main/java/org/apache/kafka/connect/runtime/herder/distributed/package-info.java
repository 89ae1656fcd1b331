// SPDX-License-Identifier: Apache-2.0
/**
 * A worker of a cluster: what it runs, what it writes as leader, and how it follows the group.
 * Threads: the herder loop owns all mutable state; the front hands requests over to it.
 * Floor 10.
 */
@NullMarked
package org.apache.kafka.connect.runtime.herder.distributed;

import org.jspecify.annotations.NullMarked;
