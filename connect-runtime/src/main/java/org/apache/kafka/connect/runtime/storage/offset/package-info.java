/**
 * Source offsets: how they are written down, where they are kept, and how tasks read and write them.
 * Threads: a topic-backed store's table lives on its log's reader thread; readers and writers belong to a task.
 * Floor 5.
 */
@NullMarked
package org.apache.kafka.connect.runtime.storage.offset;

import org.jspecify.annotations.NullMarked;
