// SPDX-License-Identifier: Apache-2.0
/**
 * The question whether a connector may override settings of the Kafka clients made for it.
 * Threads: validation and task start; a policy may be asked from several at once.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.connector.policy;
