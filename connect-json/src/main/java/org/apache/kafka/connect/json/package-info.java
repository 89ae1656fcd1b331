// SPDX-License-Identifier: Apache-2.0
/**
 * The JSON converter, its serializer and deserializer.
 * Threads: a converter belongs to one task, but may be used by several at once; nothing on a record's way locks.
 * Floor 0: beside the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.json;
