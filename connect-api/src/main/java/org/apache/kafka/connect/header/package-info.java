// SPDX-License-Identifier: Apache-2.0
/**
 * Record headers: ordered, repeatable, each with a schema and a value.
 * Threads: headers belong to the thread that holds their record.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.header;
