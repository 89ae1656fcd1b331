// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.ConfigTransformerResult;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${provider:[path:]key}} by what the provider says, and tells how long that holds. What was written and what it
 * stands for stay two different maps; the second never shows itself in a text.
 *
 * <p>Thread: any. Providers are called on the caller's thread; {@link #close} once, at the end.
 */
public final class ConfigVariables implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*?):(([^}]*?):)?([^}]*?)\\}");

    private final Map<String, ConfigProvider> providers;
    private final ConfigTransformer transformer;

    /** @param providers configured providers by the names that references use; closed with this */
    public ConfigVariables(Map<String, ConfigProvider> providers) {
        this.providers = Map.copyOf(providers);
        this.transformer = new ConfigTransformer(this.providers);
    }

    /** Settings with their references replaced. */
    public static final class Resolved {
        private final Map<String, String> values;
        private final Map<String, Long> ttlsMs;

        private Resolved(Map<String, String> values, Map<String, Long> ttlsMs) {
            this.values = values;
            this.ttlsMs = ttlsMs;
        }

        /** Unmodifiable; in the order of the raw settings, which entries without a value are left out of. */
        public Map<String, String> values() {
            return values;
        }

        /** How many milliseconds the values of a provider's path are good for; paths without a limit are left out. */
        public Map<String, Long> ttlsMs() {
            return ttlsMs;
        }

        /** Names the keys and none of the values. */
        @Override
        public String toString() {
            return "Resolved[keys " + new TreeSet<>(values.keySet()) + "]";
        }
    }

    /**
     * @param raw settings as written; entries without a value are dropped
     * @throws org.apache.kafka.common.config.ConfigException or whatever else a provider throws
     */
    public Resolved resolve(Map<String, ? extends @Nullable String> raw) {
        Map<String, String> present = PresentValues.of(raw);
        ConfigTransformerResult result = transformer.transform(present);
        Map<String, String> values = new LinkedHashMap<>();
        present.keySet().forEach(key -> {
            String value = result.data().get(key);
            if (value != null) {
                values.put(key, value);
            }
        });
        return new Resolved(java.util.Collections.unmodifiableMap(values), Map.copyOf(result.ttls()));
    }

    /** Whether the text refers to one of these providers. */
    public static boolean isReference(@Nullable String text) {
        return text != null && REFERENCE.matcher(text).find();
    }

    /** The same settings with each key that {@code raw} writes as a reference put back to that reference. */
    public static Map<String, String> putBackReferences(
            Map<String, ? extends @Nullable String> raw, Map<String, String> resolvedSettings) {
        Map<String, String> back = new LinkedHashMap<>(resolvedSettings);
        raw.forEach((key, value) -> {
            if (value != null && back.containsKey(key) && isReference(value)) {
                back.put(key, value);
            }
        });
        return back;
    }

    /** Names of the providers at hand. */
    public List<String> providerNames() {
        return providers.keySet().stream().sorted().toList();
    }

    @Override
    public void close() {
        providers.forEach((name, provider) -> Utils.closeQuietly(provider, "config provider " + name));
    }
}
