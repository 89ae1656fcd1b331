// SPDX-License-Identifier: Apache-2.0
/**
 * The stock transformations. Each makes a plan for a schema once and follows it for every record of that schema.
 * Threads: an instance belongs to one task, whose thread alone calls it.
 * Floor 0: beside the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.transforms;
