/**
 * Names that MirrorMaker's connectors are compiled against, over the worker's own topic log.
 * Threads: as the classes they stand for.
 * Floor 5.
 */
@NullMarked
package org.apache.kafka.connect.util;

import org.jspecify.annotations.NullMarked;
