/**
 * Source tasks: polled, sent, and their offsets committed, at least once or exactly once.
 * Threads: the task's; acknowledgements on the producer's; periodic commits on one shared scheduler thread.
 * Floor 8.
 */
@NullMarked
package org.apache.kafka.connect.runtime.source;

import org.jspecify.annotations.NullMarked;
