// SPDX-License-Identifier: Apache-2.0
/**
 * Names of fields, also of those inside other fields.
 * Threads: any; values are immutable.
 * Floor 0: beside the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.transforms.field;
