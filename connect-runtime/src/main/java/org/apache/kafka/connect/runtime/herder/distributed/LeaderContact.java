// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * How this worker reaches its leader.
 *
 * @param url REST address of the leader
 * @param key signs what is sent there; {@code null} where the group does not sign
 */
record LeaderContact(String url, @Nullable SessionKey key) {
    /**
     * The contact as it is now. Fails with {@link HerderException.Conflict} while the leader is not known, or not yet the
     * key: a request without a signature would only be refused.
     */
    static CompletableFuture<LeaderContact> now(Standing standing, SessionKeys keys) {
        String url = standing.leaderUrl();
        if (url == null || url.isBlank()) {
            return unknown("The leader's address is not known");
        }
        if (!standing.signsRequests()) {
            return CompletableFuture.completedFuture(new LeaderContact(url, null));
        }
        return keys.current()
                .map(key -> CompletableFuture.completedFuture(new LeaderContact(url, key)))
                .orElseGet(() -> unknown("The key that signs requests between workers is not known yet"));
    }

    private static CompletableFuture<LeaderContact> unknown(String what) {
        return CompletableFuture.failedFuture(new HerderException.Conflict(what));
    }
}
