// SPDX-License-Identifier: Apache-2.0
/**
 * Converters between Connect data and bytes, and access to stored source offsets.
 * Threads: a converter instance belongs to one task; offset readers may be shared.
 * Floor 0: part of the public plugin API; imports nothing of the runtime.
 */
package org.apache.kafka.connect.storage;
