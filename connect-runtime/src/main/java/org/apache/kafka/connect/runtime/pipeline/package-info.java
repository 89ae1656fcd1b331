/**
 * The way of one record between its raw and its final form: converters and transformations, under the error policy.
 * Threads: the task's alone.
 * Floor 7.
 */
@NullMarked
package org.apache.kafka.connect.runtime.pipeline;

import org.jspecify.annotations.NullMarked;
