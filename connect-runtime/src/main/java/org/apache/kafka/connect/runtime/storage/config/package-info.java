// SPDX-License-Identifier: Apache-2.0
/**
 * What should run in the cluster: the config topic, replayed into snapshots.
 * Threads: records are replayed on the reader thread of the topic log; snapshots are immutable.
 * Floor 5.
 */
@NullMarked
package org.apache.kafka.connect.runtime.storage.config;

import org.jspecify.annotations.NullMarked;
