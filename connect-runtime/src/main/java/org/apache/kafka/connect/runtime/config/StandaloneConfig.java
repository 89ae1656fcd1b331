// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.jspecify.annotations.Nullable;

/** Settings of a worker that stands alone and keeps its offsets in a file. */
public final class StandaloneConfig extends WorkerConfig {
    public static final String OFFSET_STORAGE_FILE_FILENAME_CONFIG = "offset.storage.file.filename";

    private static final ConfigDef DEFINITION = commonConfigDef()
            .define(
                    OFFSET_STORAGE_FILE_FILENAME_CONFIG,
                    ConfigDef.Type.STRING,
                    Importance.HIGH,
                    "File in which source offsets are kept.");

    public StandaloneConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
    }

    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    public Path offsetsFile() {
        return Path.of(getString(OFFSET_STORAGE_FILE_FILENAME_CONFIG));
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport() {
        return ExactlyOnceSupport.DISABLED;
    }

    @Override
    public @Nullable String groupId() {
        return null;
    }
}
