// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * Lets things that concern one connector follow one another, each seeing what the one before it did, while those that
 * concern different connectors go on together. The loop waits for none of them.
 *
 * <p>Thread: the loop's.
 */
public final class ConnectorTurns {
    private final EventLoop loop;
    private final Map<String, CompletableFuture<?>> lastByConnector = new HashMap<>();

    public ConnectorTurns(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Begins {@code step} when everything earlier about the connector has ended, at once if that is now.
     *
     * @param name completes the sentence "The worker is currently ..."
     * @param step runs on the loop; what it throws fails the result
     */
    public <T extends @Nullable Object> CompletableFuture<T> inOrder(
            String connector, String name, Supplier<CompletableFuture<T>> step) {
        CompletableFuture<?> last = lastByConnector.get(connector);
        CompletableFuture<T> turn = last == null || last.isDone()
                ? begun(step)
                : last.handle((ignored, error) -> error).thenCompose(ignored -> loop.begin(name, step::get));
        lastByConnector.put(connector, turn);
        return turn;
    }

    private static <T extends @Nullable Object> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Whether something about the connector goes on. */
    public boolean isBusy(String connector) {
        CompletableFuture<?> last = lastByConnector.get(connector);
        return last != null && !last.isDone();
    }

    /** Forgets connectors about which nothing goes on. */
    public void tidy() {
        lastByConnector.values().removeIf(CompletableFuture::isDone);
    }
}
