// SPDX-License-Identifier: Apache-2.0
/**
 * The endpoints: what is read from a request, what is asked of the herder, and how it is answered.
 * Threads: request threads.
 * Floor 9.
 */
@NullMarked
package org.apache.kafka.connect.runtime.rest.resources;

import org.jspecify.annotations.NullMarked;
