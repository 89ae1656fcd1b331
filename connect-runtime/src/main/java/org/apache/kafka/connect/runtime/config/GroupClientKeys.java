// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Utils;

/** The settings of the worker's own group client, which are those of every Kafka client. */
final class GroupClientKeys {
    private GroupClientKeys() {}

    static void addTo(ConfigDef def) {
        def.define(
                CommonClientConfigs.METADATA_MAX_AGE_CONFIG,
                ConfigDef.Type.LONG,
                300_000L,
                Range.atLeast(0),
                LOW,
                CommonClientConfigs.METADATA_MAX_AGE_DOC);
        def.define(
                CommonClientConfigs.CLIENT_ID_CONFIG,
                ConfigDef.Type.STRING,
                "",
                LOW,
                CommonClientConfigs.CLIENT_ID_DOC);
        def.define(
                CommonClientConfigs.SEND_BUFFER_CONFIG,
                ConfigDef.Type.INT,
                128 * 1024,
                Range.atLeast(CommonClientConfigs.SEND_BUFFER_LOWER_BOUND),
                MEDIUM,
                CommonClientConfigs.SEND_BUFFER_DOC);
        def.define(
                CommonClientConfigs.RECEIVE_BUFFER_CONFIG,
                ConfigDef.Type.INT,
                32 * 1024,
                Range.atLeast(CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND),
                MEDIUM,
                CommonClientConfigs.RECEIVE_BUFFER_DOC);
        defineTimes(def);
        def.define(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                ConfigDef.Type.STRING,
                CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL,
                ConfigDef.CaseInsensitiveValidString.in(Utils.enumOptions(SecurityProtocol.class)),
                MEDIUM,
                CommonClientConfigs.SECURITY_PROTOCOL_DOC);
        def.withClientSaslSupport();
        def.define(
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                ConfigDef.Type.STRING,
                CommonClientConfigs.DEFAULT_METADATA_RECOVERY_STRATEGY,
                ConfigDef.CaseInsensitiveValidString.in(Utils.enumOptions(MetadataRecoveryStrategy.class)),
                LOW,
                CommonClientConfigs.METADATA_RECOVERY_STRATEGY_DOC);
        def.define(
                CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_CONFIG,
                ConfigDef.Type.LONG,
                CommonClientConfigs.DEFAULT_METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS,
                Range.atLeast(0),
                LOW,
                CommonClientConfigs.METADATA_RECOVERY_REBOOTSTRAP_TRIGGER_MS_DOC);
    }

    private static void defineTimes(ConfigDef def) {
        defineTime(
                def,
                CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG,
                50L,
                CommonClientConfigs.RECONNECT_BACKOFF_MS_DOC);
        defineTime(
                def,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000L,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_DOC);
        defineTime(
                def,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
                CommonClientConfigs.DEFAULT_SOCKET_CONNECTION_SETUP_TIMEOUT_MS,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_DOC);
        defineTime(
                def,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG,
                CommonClientConfigs.DEFAULT_SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS,
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_DOC);
        defineTime(
                def,
                CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG,
                CommonClientConfigs.DEFAULT_RETRY_BACKOFF_MS,
                CommonClientConfigs.RETRY_BACKOFF_MS_DOC);
        defineTime(
                def,
                CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG,
                CommonClientConfigs.DEFAULT_RETRY_BACKOFF_MAX_MS,
                CommonClientConfigs.RETRY_BACKOFF_MAX_MS_DOC);
        def.define(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.INT,
                40_000,
                Range.atLeast(0),
                MEDIUM,
                CommonClientConfigs.REQUEST_TIMEOUT_MS_DOC);
        def.define(
                CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG,
                ConfigDef.Type.LONG,
                540_000L,
                MEDIUM,
                CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_DOC);
    }

    private static void defineTime(ConfigDef def, String key, long defaultMs, String documentation) {
        def.define(key, ConfigDef.Type.LONG, defaultMs, Range.atLeast(0), LOW, documentation);
    }
}
