/**
 * Names under this package that published plugins, agents and embedders know; thin, and nothing else.
 * Threads: a task's.
 * Floor 6.
 */
@NullMarked
package org.apache.kafka.connect.runtime;

import org.jspecify.annotations.NullMarked;
