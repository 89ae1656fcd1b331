// SPDX-License-Identifier: Apache-2.0
/**
 * How the worker talks to Kafka: client settings and their overrides, topics, and topics that are read as logs.
 * Threads: one reader thread per started topic log; everything else runs on its caller's thread.
 * Floor 4.
 */
@NullMarked
package org.apache.kafka.connect.runtime.clients;

import org.jspecify.annotations.NullMarked;
