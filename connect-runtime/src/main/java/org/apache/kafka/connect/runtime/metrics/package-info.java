/**
 * What the worker measures and publishes: one registry, groups of metrics under common tags, and their public names.
 * Threads: any; the registry is safe for all.
 * Floor 2.
 */
@NullMarked
package org.apache.kafka.connect.runtime.metrics;

import org.jspecify.annotations.NullMarked;
