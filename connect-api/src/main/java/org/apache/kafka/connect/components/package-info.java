// SPDX-License-Identifier: Apache-2.0
/**
 * What every pluggable part of a worker answers: its version and its settings.
 * Threads: any; both answers must be safe before and after configuration.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.components;
