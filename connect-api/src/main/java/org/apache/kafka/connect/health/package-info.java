// SPDX-License-Identifier: Apache-2.0
/**
 * What a REST extension may learn about the state of connectors and tasks.
 * Threads: immutable values, free to share.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.health;
