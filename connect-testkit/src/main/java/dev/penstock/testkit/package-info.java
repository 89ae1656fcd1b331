// SPDX-License-Identifier: Apache-2.0
/**
 * What this project's tests and its quick start stand on: brokers and distributed workers inside the JVM or in processes of their
 * own, a client for their REST API, and waiting for a condition. No published API.
 * Threads: those of the broker and the workers; a test drives them from its own.
 */
@NullMarked
package dev.penstock.testkit;

import org.jspecify.annotations.NullMarked;
