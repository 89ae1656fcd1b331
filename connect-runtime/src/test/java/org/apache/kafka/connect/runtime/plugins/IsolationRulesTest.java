// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.String",
                "javax.management.MBeanServer",
                "javax.xml.parsers.SAXParser",
                "org.w3c.dom.Node",
                "org.xml.sax.Parser",
                "org.omg.CORBA.Any",
                "org.ietf.jgss.GSSName",
                "org.slf4j.Logger",
                "org.slf4j.event.Level",
                "org.apache.kafka.common.config.ConfigDef",
                "org.apache.kafka.common.config.provider.ConfigProvider",
                "org.apache.kafka.clients.admin.Admin",
                "org.apache.kafka.connect.connector.Connector",
                "org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy",
                "org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest",
                "org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest$ClientType",
                "org.apache.kafka.connect.data.Struct",
                "org.apache.kafka.connect.runtime.InternalSinkRecord",
                "org.apache.kafka.connect.storage.Converter",
                "org.apache.kafka.connect.tools.VerifiableSourceConnector",
                "org.apache.kafka.connect.transforms.Transformation",
                "org.apache.kafka.connect.transforms.predicates.Predicate",
            })
    void theWorkersCopyIsShared(String className) {
        assertFalse(IsolationRules.isolated(className));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Connector",
                "javafx.Thing",
                "javax.money.Money",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "org.apache.kafka.connect.connector.policy.NoneConnectorClientConfigOverridePolicy",
                "org.apache.kafka.connect.converters.LongConverter",
                "org.apache.kafka.connect.file.FileStreamSinkTask",
                "org.apache.kafka.connect.json.JsonConverter",
                "org.apache.kafka.connect.mirror.MirrorSourceConnector",
                "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension",
                "org.apache.kafka.connect.storage.SimpleHeaderConverter",
                "org.apache.kafka.connect.storage.StringConverter",
                "org.apache.kafka.connect.transforms.Cast$Key",
                "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                "org.apache.kafkatools.Thing",
                "org.example.Thing",
            })
    void thePluginsCopyComesFirst(String className) {
        assertTrue(IsolationRules.isolated(className));
    }
}
