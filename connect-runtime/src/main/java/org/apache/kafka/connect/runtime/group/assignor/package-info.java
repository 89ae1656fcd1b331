// SPDX-License-Identifier: Apache-2.0
/**
 * Who runs what: pure functions from what the members report to what they are told.
 * Threads: none; the state between two rounds is a value that the caller keeps.
 * Floor 3.
 */
@NullMarked
package org.apache.kafka.connect.runtime.group.assignor;

import org.jspecify.annotations.NullMarked;
