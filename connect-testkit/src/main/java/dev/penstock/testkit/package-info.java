// SPDX-License-Identifier: Apache-2.0
/**
 * Real brokers and workers inside a test's own JVM, for plugin authors and for this project.
 * Threads: those of the broker and the workers; a test drives them from its own.
 */
@NullMarked
package dev.penstock.testkit;

import org.jspecify.annotations.NullMarked;
