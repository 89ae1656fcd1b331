// SPDX-License-Identifier: Apache-2.0
/**
 * What workers tell each other when they form a group, as values and as bytes.
 * Threads: none; everything here is an immutable value or a function.
 * Floor 2.
 */
@NullMarked
package org.apache.kafka.connect.runtime.group.protocol;

import org.jspecify.annotations.NullMarked;
