// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import java.util.Collection;
import java.util.List;

/** The topics that a connector has used since it was created or last reset them. */
public record ActiveTopicsInfo(String connector, Collection<String> topics) {
    public ActiveTopicsInfo {
        topics = List.copyOf(topics);
    }
}
