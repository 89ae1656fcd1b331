// SPDX-License-Identifier: Apache-2.0
/**
 * The exceptions that plugins throw at the worker and the worker at plugins.
 * Threads: any.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.errors;
