// SPDX-License-Identifier: Apache-2.0
/**
 * What the cluster stores: ids, wanted and actual states, statuses and the snapshot of the config topic.
 * Threads: none; everything here is an immutable value.
 * Floor 1.
 */
@NullMarked
package org.apache.kafka.connect.runtime.model;

import org.jspecify.annotations.NullMarked;
