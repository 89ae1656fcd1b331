// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.util;

import org.jspecify.annotations.Nullable;

/**
 * Takes a result or an error; MirrorMaker's stores are handed the records of their topics by it.
 *
 * @param <V> the result
 */
public interface Callback<V> {
    void onCompletion(@Nullable Throwable error, @Nullable V result);
}
