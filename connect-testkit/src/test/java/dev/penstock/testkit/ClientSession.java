// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sourcelab.kafka.connect.apiclient.Configuration;
import org.sourcelab.kafka.connect.apiclient.KafkaConnectClient;
import org.sourcelab.kafka.connect.apiclient.request.Request;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorDefinition;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorPlugin;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorPluginConfigDefinition;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorPluginConfigValidationResults;
import org.sourcelab.kafka.connect.apiclient.request.dto.ConnectorStatus;
import org.sourcelab.kafka.connect.apiclient.request.dto.NewConnectorDefinition;
import org.sourcelab.kafka.connect.apiclient.request.dto.Task;
import org.sourcelab.kafka.connect.apiclient.request.post.PostConnectorRestart;
import org.sourcelab.kafka.connect.apiclient.rest.HttpClientRestClient;
import org.sourcelab.kafka.connect.apiclient.rest.RestClient;
import org.sourcelab.kafka.connect.apiclient.rest.RestException;
import org.sourcelab.kafka.connect.apiclient.rest.RestResponse;
import org.sourcelab.kafka.connect.apiclient.rest.exceptions.InvalidRequestException;
import org.sourcelab.kafka.connect.apiclient.rest.exceptions.ResourceNotFoundException;

/**
 * A program that uses every method of a published Java client. It runs in a process of its own: the library needs a Jackson older
 * than ours. Its arguments are a folder and the address of a worker.
 */
final class ClientSession {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SOURCE = "org.apache.kafka.connect.file.FileStreamSourceConnector";

    /** Methods of the client that have sent a request. */
    private final Set<String> used = new TreeSet<>();

    private final Path folder;

    private ClientSession(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] folderAndUrl) throws IOException {
        ClientSession session = new ClientSession(Path.of(folderAndUrl[0]));
        session.useEverything(URI.create(folderAndUrl[1]));
        System.out.println("Methods used: " + session.used.size());
    }

    private void useEverything(URI worker) throws IOException {
        String name = "lines over " + worker.getPort() + " -> 100 of them";
        KafkaConnectClient client = new KafkaConnectClient(new Configuration(worker.toString()), new Noting());
        tellsWhatTheClusterIsAndHas(client);
        createsAndReads(client, name);
        movesThroughItsStates(client, name);
        refusesAsTheClientExpects(client);
        assertTrue(client.deleteConnector(name));
        assertThrows(ResourceNotFoundException.class, () -> client.getConnector(name));
        assertEquals(published(), used);
    }

    private static void tellsWhatTheClusterIsAndHas(KafkaConnectClient client) {
        assertTrue(client.getConnectServerVersion().getVersion().startsWith("4.3.1"));
        assertNotNull(client.getConnectServerVersion().getCommit());
        assertNotNull(client.getConnectServerVersion().getKafkaClusterId());
        assertEquals(
                "source",
                client.getConnectorPlugins().stream()
                        .filter(plugin -> plugin.getClassName().equals(SOURCE))
                        .map(ConnectorPlugin::getType)
                        .findFirst()
                        .orElse("absent"));
    }

    private void createsAndReads(KafkaConnectClient client, String name) throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), FileFlow.lines(0, 10));
        Map<String, String> config =
                Map.of("connector.class", SOURCE, "file", input.toString(), "topic", "client-lines", "tasks.max", "1");
        ConnectorPluginConfigValidationResults verdict =
                client.validateConnectorPluginConfig(ConnectorPluginConfigDefinition.newBuilder()
                        .withName(SOURCE)
                        .withConfig(Map.of("connector.class", SOURCE, "name", name))
                        .build());
        assertEquals(SOURCE, verdict.getName());
        assertEquals(1, verdict.getErrorCount());
        assertTrue(verdict.getGroups().contains("Common"));
        assertEquals(
                List.of("Missing required configuration \"topic\" which has no default value."),
                verdict.getConfigs().stream()
                        .flatMap(each -> each.getValue().getErrors().stream())
                        .toList());

        ConnectorDefinition created = client.addConnector(NewConnectorDefinition.newBuilder()
                .withName(name)
                .withConfig(config)
                .build());
        assertEquals(name, created.getName());
        assertEquals("source", created.getType());
        assertTrue(client.getConnectors().contains(name));
        awaitState(client, name, "RUNNING", 1);
        assertEquals(config.get("file"), client.getConnector(name).getConfig().get("file"));
        assertEquals(1, client.getConnector(name).getTasks().size());
        assertEquals(name, client.getConnectorConfig(name).get("name"));
        Task task = client.getConnectorTasks(name).iterator().next();
        assertEquals(name, task.getId().getConnector());
        assertEquals(0, task.getId().getTask());
        assertEquals("client-lines", task.getConfig().get("topic"));
        assertEquals("RUNNING", client.getConnectorTaskStatus(name, 0).getState());

        assertEquals(
                "RUNNING",
                client.getConnectorsWithExpandedStatus()
                        .getStatusForConnector(name)
                        .getConnector()
                        .get("state"));
        assertEquals(
                "client-lines",
                client.getConnectorsWithExpandedInfo()
                        .getDefinitionForConnector(name)
                        .getConfig()
                        .get("topic"));
        assertEquals(
                name,
                client.getConnectorsWithAllExpandedMetadata()
                        .getDefinitionForConnector(name)
                        .getName());
        assertEquals(
                "source",
                client.getConnectorsWithAllExpandedMetadata()
                        .getStatusForConnector(name)
                        .getType());
        Await.until("its topic is known", PATIENCE, () -> client.getConnectorTopics(name)
                .getTopics()
                .equals(List.of("client-lines")));
    }

    private static void movesThroughItsStates(KafkaConnectClient client, String name) {
        Map<String, String> changed = new java.util.HashMap<>(client.getConnectorConfig(name));
        changed.put("batch.size", "7");
        assertEquals(
                "7", client.updateConnectorConfig(name, changed).getConfig().get("batch.size"));
        Await.until("the task has the new configuration", PATIENCE, () -> client.getConnectorTasks(name).stream()
                .allMatch(task -> "7".equals(task.getConfig().get("batch.size"))));
        awaitState(client, name, "RUNNING", 1);
        assertTrue(client.restartConnector(name));
        assertTrue(client.restartConnectorTask(name, 0));
        assertTrue(client.restartConnector(
                new PostConnectorRestart(name).withIncludeTasks(true).withOnlyFailed(false)));
        awaitState(client, name, "RUNNING", 1);
        assertTrue(client.pauseConnector(name));
        awaitState(client, name, "PAUSED", 1);
        assertTrue(client.resetConnectorTopics(name));
        Await.until("its topic is forgotten", PATIENCE, () -> client.getConnectorTopics(name)
                .getTopics()
                .isEmpty());
        assertTrue(client.stopConnector(name));
        awaitState(client, name, "STOPPED", 0);
        assertTrue(client.resumeConnector(name));
        awaitState(client, name, "RUNNING", 1);
    }

    private static void refusesAsTheClientExpects(KafkaConnectClient client) {
        assertThrows(ResourceNotFoundException.class, () -> client.getConnectorStatus("nobody"));
        InvalidRequestException refused = assertThrows(
                InvalidRequestException.class,
                () -> client.addConnector(NewConnectorDefinition.newBuilder()
                        .withName("incomplete")
                        .withConfig("connector.class", SOURCE)
                        .build()));
        assertEquals(400, refused.getErrorCode());
        assertTrue(refused.getMessage().contains("Missing required configuration \"topic\""), refused.getMessage());
    }

    private static void awaitState(KafkaConnectClient client, String name, String state, int tasks) {
        Await.until(name + " is " + state, PATIENCE, () -> {
            try {
                ConnectorStatus status = client.getConnectorStatus(name);
                return state.equals(status.getConnector().get("state"))
                        && status.getTasks().size() == tasks
                        && status.getTasks().stream().allMatch(task -> state.equals(task.getState()));
            } catch (ResourceNotFoundException e) {
                return false; // nobody has told a state yet
            }
        });
    }

    private static Set<String> published() {
        return Arrays.stream(KafkaConnectClient.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(ClientSession::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.getName() + List.of(method.getParameterTypes());
    }

    /** Sends as the client's own does, and notes which of the client's methods wanted it. */
    private final class Noting implements RestClient {
        private final RestClient own = new HttpClientRestClient();

        @Override
        public void init(Configuration configuration) {
            own.init(configuration);
        }

        @Override
        @SuppressWarnings("rawtypes") // as the library declares it
        public RestResponse submitRequest(Request request) throws RestException {
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE).walk(frames -> {
                frames.filter(frame -> frame.getDeclaringClass() == KafkaConnectClient.class)
                        .reduce((inner, outer) -> outer)
                        .map(ClientSession::signature)
                        .ifPresent(used::add);
                return null;
            });
            return own.submitRequest(request);
        }

        @Override
        public void close() {
            own.close();
        }
    }

    private static String signature(StackFrame frame) {
        return frame.getMethodName() + frame.getMethodType().parameterList();
    }
}
