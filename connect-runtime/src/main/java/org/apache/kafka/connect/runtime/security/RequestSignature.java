// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.security;

import org.jspecify.annotations.Nullable;

/**
 * The two headers by which a worker proves that it belongs to the group.
 *
 * @param authorization base64 of the MAC over the exact bytes of the body; {@code null} if the header is absent
 * @param algorithm     name of the MAC algorithm; {@code null} if the header is absent
 */
public record RequestSignature(
        @Nullable String authorization, @Nullable String algorithm) {
    /** Carries {@link #authorization()}. */
    public static final String AUTHORIZATION_HEADER = "X-Connect-Authorization";
    /** Carries {@link #algorithm()}. */
    public static final String ALGORITHM_HEADER = "X-Connect-Request-Signature-Algorithm";
}
