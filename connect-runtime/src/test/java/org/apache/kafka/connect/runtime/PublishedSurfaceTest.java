// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

/** Names that published plugins and agents reach for by reflection or in their bytecode, beyond the public API. */
class PublishedSurfaceTest {
    private static final String RUNTIME = "org.apache.kafka.connect.runtime.";

    @Test
    void aSinkThatCommitsByItselfFindsTheConsumerInItsContext() throws Exception {
        Class<?> context = Class.forName(RUNTIME + "WorkerSinkTaskContext");
        assertTrue(SinkTaskContext.class.isAssignableFrom(context));
        Field consumer = context.getDeclaredField("consumer");
        assertEquals(Consumer.class, consumer.getType());
    }

    @Test
    void agentsFindTheSinkLoopsEntry() throws Exception {
        Method execute = Class.forName(RUNTIME + "WorkerSinkTask").getMethod("execute");
        assertEquals(void.class, execute.getReturnType());
    }

    @Test
    void sinksFindTheRecordBehindATransformedOne() throws Exception {
        Method context = Class.forName(RUNTIME + "InternalSinkRecord").getMethod("context");
        assertEquals(
                RUNTIME + "errors.ProcessingContext", context.getReturnType().getName());
        context.getReturnType().getMethod("original");
    }

    @Test
    void connectorsBuildUponTheKeysOfEveryConnector() throws Exception {
        Method configDef = Class.forName(RUNTIME + "ConnectorConfig").getMethod("configDef");
        assertTrue(Modifier.isStatic(configDef.getModifiers()));
        assertTrue(((ConfigDef) configDef.invoke(null)).names().contains("connector.class"));
    }
}
