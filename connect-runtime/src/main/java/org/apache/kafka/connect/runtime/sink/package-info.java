/**
 * Sink tasks: records polled, put, and their offsets committed.
 * Threads: the task's; rebalance and commit callbacks come on it too, inside a poll.
 * Floor 8.
 */
@NullMarked
package org.apache.kafka.connect.runtime.sink;

import org.jspecify.annotations.NullMarked;
