// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** The plugin is there, in other versions than the one asked for. */
public final class PluginVersionException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> availableVersions;

    PluginVersionException(String message, List<String> availableVersions) {
        super(message);
        this.availableVersions = new ArrayList<>(availableVersions);
    }

    public List<String> availableVersions() {
        return List.copyOf(availableVersions);
    }
}
