// SPDX-License-Identifier: Apache-2.0
/**
 * The single message transformation: one record in, one or none out.
 * Threads: that of the task whose records are transformed.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.transforms;
