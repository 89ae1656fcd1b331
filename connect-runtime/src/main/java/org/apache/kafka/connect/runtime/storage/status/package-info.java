// SPDX-License-Identifier: Apache-2.0
/**
 * What runs in the cluster: the status topic, replayed into a table of the latest word on everything.
 * Threads: records are replayed on the reader thread of the topic log; the table may be read from any.
 * Floor 5.
 */
@NullMarked
package org.apache.kafka.connect.runtime.storage.status;

import org.jspecify.annotations.NullMarked;
