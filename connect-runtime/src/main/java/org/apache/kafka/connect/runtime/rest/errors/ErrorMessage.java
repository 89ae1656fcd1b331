// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.errors;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer that reports a failure.
 *
 * @param errorCode the HTTP status again
 */
public record ErrorMessage(
        @JsonProperty("error_code") int errorCode,
        @JsonProperty("message") @Nullable String message) {}
