/**
 * Owns what runs inside the measured processes: synthetic connectors, a bare client, a converter loop. Uses the public API alone.
 * Threads: those of the worker that runs it, or the main thread.
 * Floor: a plugin's.
 */
@NullMarked
package dev.penstock.benchmarks.load;

import org.jspecify.annotations.NullMarked;
