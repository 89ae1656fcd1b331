// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Remembers what was made of the keys seen lately, mostly schemas. The last key is known by identity, which is the
 * way of nearly every record; others are looked up by equality, and the one unused for longest goes first.
 *
 * <p>Thread: that of the task.
 */
final class Memo<K, V> {
    private static final int CAPACITY = 64;

    private final Function<? super K, ? extends V> maker;
    private final Map<K, V> known = new LinkedHashMap<>(16, 0.75f, true);
    private K lastKey;
    private V lastValue;

    Memo(Function<? super K, ? extends V> maker) {
        this.maker = maker;
    }

    V get(K key) {
        if (key == lastKey && lastValue != null) return lastValue;
        V value = known.get(key);
        if (value == null) {
            value = maker.apply(key);
            if (known.size() >= CAPACITY) known.remove(known.keySet().iterator().next());
            known.put(key, value);
        }
        lastKey = key;
        lastValue = value;
        return value;
    }

    void clear() {
        known.clear();
        lastKey = null;
        lastValue = null;
    }
}
