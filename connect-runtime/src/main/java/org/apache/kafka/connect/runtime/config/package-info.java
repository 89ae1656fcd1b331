// SPDX-License-Identifier: Apache-2.0
/**
 * Every setting a worker or a connector knows: its key, type, default, check and typed reading; and {@code ${...}} references.
 * Threads: none; settings are immutable once parsed.
 * Floor 3.
 */
@NullMarked
package org.apache.kafka.connect.runtime.config;

import org.jspecify.annotations.NullMarked;
