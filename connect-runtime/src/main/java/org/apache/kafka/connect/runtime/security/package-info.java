// SPDX-License-Identifier: Apache-2.0
/**
 * Signing and checking the requests that workers send each other.
 * Threads: none; signers are created per call and share nothing.
 * Floor 2.
 */
@NullMarked
package org.apache.kafka.connect.runtime.security;

import org.jspecify.annotations.NullMarked;
