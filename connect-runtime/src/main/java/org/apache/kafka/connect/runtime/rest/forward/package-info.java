// SPDX-License-Identifier: Apache-2.0
/**
 * Answers a request here or, once, at the worker that can; and asks the leader for what a worker itself needs.
 * Threads: request threads wait here; the HTTP client brings threads of its own.
 * Floor 8.
 */
@NullMarked
package org.apache.kafka.connect.runtime.rest.forward;

import org.jspecify.annotations.NullMarked;
