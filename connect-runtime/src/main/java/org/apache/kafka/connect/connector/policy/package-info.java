// SPDX-License-Identifier: Apache-2.0
/**
 * The stock policies on which client settings a connector may override; published names.
 * Threads: any; configured once.
 * Stands beside the floors: imports the plugin API alone.
 */
package org.apache.kafka.connect.connector.policy;
