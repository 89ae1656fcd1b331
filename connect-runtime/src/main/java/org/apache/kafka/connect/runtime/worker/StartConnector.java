// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.Map;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorCallbacks;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorListener;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * A connector to be started.
 *
 * @param name         its name
 * @param config       its configuration as it was written, references unresolved
 * @param initialState the state to bring it to
 * @param callbacks    what it may ask for
 * @param listener     is told what becomes of it
 */
public record StartConnector(
        String name,
        Map<String, @Nullable String> config,
        TargetState initialState,
        ConnectorCallbacks callbacks,
        ConnectorListener listener) {

    /** Names none of the settings, some of which may be secret. */
    @Override
    public String toString() {
        return "StartConnector[" + name + "]";
    }
}
