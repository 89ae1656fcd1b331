// SPDX-License-Identifier: Apache-2.0
/**
 * Schemas, values that carry one, and the conversions between them.
 * Threads: schemas are immutable and shared; builders and structs belong to one thread.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.data;
