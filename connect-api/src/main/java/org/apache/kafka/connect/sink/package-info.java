// SPDX-License-Identifier: Apache-2.0
/**
 * Connectors and tasks that take records out of Kafka.
 * Threads: a task is called from its own thread only.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.sink;
