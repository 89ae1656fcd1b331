// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Judges connector configurations before they are stored.
 *
 * <p>Thread: any; plugin code runs on threads of the implementation.
 */
@FunctionalInterface
public interface ConnectorCheck {
    /** Completes if {@code config} is valid, and fails with {@link HerderException.InvalidRequest} if it is not. */
    CompletableFuture<@Nullable Void> requireValid(Map<String, @Nullable String> config);
}
