// SPDX-License-Identifier: Apache-2.0
/**
 * Connectors and tasks as such, the record they exchange, and the context a connector sees.
 * Threads: the worker's, one call at a time per instance.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.connector;
