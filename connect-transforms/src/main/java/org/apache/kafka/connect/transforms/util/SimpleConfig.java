// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.util;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** A configuration that is read once and not logged. */
public class SimpleConfig extends AbstractConfig {
    /**
     * Parses and checks settings.
     *
     * @param configDef the keys
     * @param originals the settings
     */
    public SimpleConfig(ConfigDef configDef, Map<?, ?> originals) {
        super(configDef, originals, false);
    }
}
