// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigChangeCallback;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;

/** Calls a config provider with its own class loader in place, whichever thread asks. */
final class IsolatedConfigProvider implements ConfigProvider {
    private final ConfigProvider provider;
    private final ClassLoader loader;

    IsolatedConfigProvider(ConfigProvider provider, ClassLoader loader) {
        this.provider = provider;
        this.loader = loader;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            provider.configure(configs);
        }
    }

    @Override
    public ConfigData get(String path) {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            return provider.get(path);
        }
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            return provider.get(path, keys);
        }
    }

    @Override
    public void subscribe(String path, Set<String> keys, ConfigChangeCallback callback) {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            provider.subscribe(path, keys, callback);
        }
    }

    @Override
    public void unsubscribe(String path, Set<String> keys, ConfigChangeCallback callback) {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            provider.unsubscribe(path, keys, callback);
        }
    }

    @Override
    public void unsubscribeAll() {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            provider.unsubscribeAll();
        }
    }

    @Override
    public void close() throws IOException {
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            provider.close();
        }
    }
}
