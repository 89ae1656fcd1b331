// SPDX-License-Identifier: Apache-2.0
/**
 * What a log line says about where it comes from, and which lines are written.
 * Threads: the logging context belongs to the thread that opened it; levels may be changed from any.
 * Floor 1.
 */
@NullMarked
package org.apache.kafka.connect.runtime.logging;

import org.jspecify.annotations.NullMarked;
