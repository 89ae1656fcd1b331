// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/** Gives another value for a key each time it is asked, good for as many milliseconds as the path says. */
public final class ExpiringSecrets implements ConfigProvider {
    private static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public ConfigData get(String path) {
        return get(path, Set.of());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> values = new HashMap<>();
        keys.forEach(key -> values.put(key, key + "-" + ASKED.incrementAndGet()));
        return new ConfigData(values, Long.parseLong(path));
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
