/**
 * What happens when a record cannot be processed: tried again, tolerated or not, and reported.
 * Threads: a policy belongs to its task; reports may complete on a producer's thread.
 * Floor 5.
 */
@NullMarked
package org.apache.kafka.connect.runtime.errors;

import org.jspecify.annotations.NullMarked;
