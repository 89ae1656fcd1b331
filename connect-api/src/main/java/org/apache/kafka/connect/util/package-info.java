// SPDX-License-Identifier: Apache-2.0
/**
 * Small aids for the authors of connectors.
 * Threads: any; nothing here has state.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.util;
