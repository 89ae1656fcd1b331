// SPDX-License-Identifier: Apache-2.0
/**
 * Asks REST clients for a user name and a password, which a JAAS login checks; published names.
 * Threads: request threads; everything is fixed at start-up but what a login module keeps for itself.
 * Stands beside the floors: imports the plugin API alone.
 */
package org.apache.kafka.connect.rest.basic.auth.extension;
