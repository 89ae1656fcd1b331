// SPDX-License-Identifier: Apache-2.0
/**
 * The stock predicates, which say to which records a transformation applies.
 * Threads: an instance belongs to one task, whose thread alone calls it.
 * Floor 0: beside the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.transforms.predicates;
