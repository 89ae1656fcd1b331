// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.jspecify.annotations.Nullable;

/** Makes the name inside a configuration and the one outside agree. */
final class ConnectorNames {
    private static final String NAME = "name";

    private ConnectorNames() {}

    /** @throws RestException with status 400 when the configuration names another connector */
    static Map<String, @Nullable String> withName(String connector, Map<String, @Nullable String> config) {
        Map<String, @Nullable String> named = new LinkedHashMap<>(config);
        String inside = named.putIfAbsent(NAME, connector);
        if (inside != null && !inside.equals(connector)) {
            throw RestException.badRequest("Connector name configuration (" + inside
                    + ") doesn't match connector name in the URL (" + connector + ")");
        }
        return named;
    }

    /** @throws RestException with status 400 when there is no body */
    static <T> T required(@Nullable T body) {
        if (body == null) {
            throw RestException.badRequest("The request has no body, or one that says nothing");
        }
        return body;
    }
}
