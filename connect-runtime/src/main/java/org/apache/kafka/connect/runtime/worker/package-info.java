/**
 * What runs on this worker: connectors and tasks made from their configurations, and their offsets from outside.
 * Threads: none of its own but a timer; see the classes for who calls whom.
 * Floor 9.
 */
@NullMarked
package org.apache.kafka.connect.runtime.worker;

import org.jspecify.annotations.NullMarked;
