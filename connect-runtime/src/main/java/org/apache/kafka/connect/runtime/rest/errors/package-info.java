// SPDX-License-Identifier: Apache-2.0
/**
 * How what goes wrong is told to a REST client: status and body.
 * Threads: none; called on request threads.
 * Floor 7.
 */
@NullMarked
package org.apache.kafka.connect.runtime.rest.errors;

import org.jspecify.annotations.NullMarked;
