/**
 * Owns the runs that compare Penstock with Apache Kafka Connect and with bare clients; each measured program is a process of
 * its own.
 * Threads: the main thread of the run.
 * Floor: above everything; nothing imports it.
 */
@NullMarked
package dev.penstock.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
