// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import org.apache.kafka.connect.errors.ConnectException;

/** No plugin has the name that was given. */
public final class PluginNotFoundException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public PluginNotFoundException(String message) {
        super(message);
    }

    public PluginNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
