// SPDX-License-Identifier: Apache-2.0
/**
 * How work is moved to one thread, and what that thread is busy with.
 * Threads: {@code EventLoop} is fed from any thread and turned by one.
 * Floor 1.
 */
@NullMarked
package org.apache.kafka.connect.runtime.concurrent;

import org.jspecify.annotations.NullMarked;
