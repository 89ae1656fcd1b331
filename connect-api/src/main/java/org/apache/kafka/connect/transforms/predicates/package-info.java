// SPDX-License-Identifier: Apache-2.0
/**
 * Conditions under which a transformation applies.
 * Threads: that of the task whose records are tested.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.transforms.predicates;
