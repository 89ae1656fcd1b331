/**
 * The lives of connectors and tasks: which steps are legal, who is told, how they are paused and stopped.
 * Threads: one per task; one pooled thread per connector while a call into it runs.
 * Floor 3.
 */
@NullMarked
package org.apache.kafka.connect.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
