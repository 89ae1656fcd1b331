// SPDX-License-Identifier: Apache-2.0
/**
 * Connectors that read lines from a file and write values to one, line by line.
 * Threads: a task belongs to its task thread; only its {@code stop} may come from another.
 */
package org.apache.kafka.connect.file;
