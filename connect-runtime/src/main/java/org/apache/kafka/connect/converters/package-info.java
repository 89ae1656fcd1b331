// SPDX-License-Identifier: Apache-2.0
/**
 * The stock converters for plain values; published names.
 * Threads: any; configured once.
 * Stands beside the floors: imports the plugin API alone.
 */
package org.apache.kafka.connect.converters;
