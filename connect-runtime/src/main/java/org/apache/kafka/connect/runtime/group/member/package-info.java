// SPDX-License-Identifier: Apache-2.0
/**
 * This worker's place in the group: the only package that touches the internals of kafka-clients.
 * Threads: everything runs on the herder loop, but for the heartbeats of kafka-clients and {@code wakeup}.
 * Floor 4.
 */
@NullMarked
package org.apache.kafka.connect.runtime.group.member;

import org.jspecify.annotations.NullMarked;
