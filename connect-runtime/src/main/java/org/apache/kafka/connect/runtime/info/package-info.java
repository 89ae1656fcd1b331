// SPDX-License-Identifier: Apache-2.0
/**
 * What the API tells: records whose JSON form is the contract with REST clients.
 * Threads: none; everything here is an immutable value.
 * Floor 2.
 */
@NullMarked
package org.apache.kafka.connect.runtime.info;

import org.jspecify.annotations.NullMarked;
