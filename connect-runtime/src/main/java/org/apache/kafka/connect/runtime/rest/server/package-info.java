// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP server: listeners, TLS, headers, limits, extensions and the life cycle of all of them.
 * Threads: Jetty's request threads; life-cycle calls come from one thread.
 * Floor 10.
 */
@NullMarked
package org.apache.kafka.connect.runtime.rest.server;

import org.jspecify.annotations.NullMarked;
