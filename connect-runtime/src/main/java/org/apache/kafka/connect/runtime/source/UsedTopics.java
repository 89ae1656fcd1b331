// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each topic once. Most records go where the one before went, which costs a comparison.
 *
 * <p>Thread: any.
 */
public final class UsedTopics {
    private final @Nullable Consumer<String> tell;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile String last = "";

    /** @param tell told of a topic's first use; null when nobody wants to know */
    public UsedTopics(@Nullable Consumer<String> tell) {
        this.tell = tell;
    }

    void add(String topic) {
        if (tell == null || last.equals(topic)) {
            return;
        }
        last = topic;
        if (known.add(topic)) {
            tell.accept(topic);
        }
    }
}
