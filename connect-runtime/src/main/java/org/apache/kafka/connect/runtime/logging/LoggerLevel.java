// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.logging;

import org.jspecify.annotations.Nullable;

/**
 * A logger's level.
 *
 * @param level        name of the level in force
 * @param lastModified when it was last changed over the API, in milliseconds since the epoch; {@code null} if never
 */
public record LoggerLevel(String level, @Nullable Long lastModified) {}
