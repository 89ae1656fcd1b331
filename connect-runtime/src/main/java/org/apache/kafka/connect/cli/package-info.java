// SPDX-License-Identifier: Apache-2.0
/**
 * The programs that the scripts start.
 * Threads: the main thread.
 * Floor 12.
 */
@NullMarked
package org.apache.kafka.connect.cli;

import org.jspecify.annotations.NullMarked;
