// SPDX-License-Identifier: Apache-2.0
/**
 * Extensions of the worker's REST server.
 * Threads: registered once while the server starts.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.rest;
