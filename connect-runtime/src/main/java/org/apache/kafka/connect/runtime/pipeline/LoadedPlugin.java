// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * A plugin instance, configured, with the loader it is called under.
 *
 * @param instance the plugin
 * @param loader   its loader
 * @param version  its version as the plugin scan knows it
 */
public record LoadedPlugin<P>(
        P instance, ClassLoader loader, @Nullable String version) {

    Class<?> type() {
        return instance.getClass();
    }

    public String className() {
        return type().getName();
    }
}
