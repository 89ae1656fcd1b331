// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * What a worker asks its leader. Implementations speak HTTP; the herder does not. What fails now but may succeed later,
 * because the leader cannot be reached, has been replaced or is busy with a change, fails with
 * {@link HerderException.Conflict}.
 *
 * <p>Thread: any; nothing here blocks.
 */
public interface LeaderClient {
    /**
     * Has the leader store the task configurations that a connector made here.
     *
     * @param leaderUrl REST address of the leader
     * @param key       to sign with; {@code null} where requests are not signed
     */
    CompletableFuture<@Nullable Void> publishTaskConfigs(
            String leaderUrl, String connector, List<Map<String, @Nullable String>> configs, @Nullable SessionKey key);

    /** Has the leader fence the producers of the connector's former tasks. */
    CompletableFuture<@Nullable Void> fenceZombies(String leaderUrl, String connector, @Nullable SessionKey key);
}
