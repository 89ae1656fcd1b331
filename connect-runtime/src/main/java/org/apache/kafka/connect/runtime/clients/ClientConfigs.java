// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of every client the worker opens: our defaults, then the worker's, then the connector's, then what
 * the client cannot work without. A user's setting gives way only to the last of these, and then with a warning.
 *
 * <p>Thread: any; immutable.
 */
public final class ClientConfigs {
    private static final Logger log = LoggerFactory.getLogger(ClientConfigs.class);

    private static final String CONFIG_PROVIDERS = "config.providers";
    private static final String PRODUCER_PREFIX = "producer.";
    private static final String CONSUMER_PREFIX = "consumer.";
    private static final String ADMIN_PREFIX = "admin.";
    private static final String READ_COMMITTED = "read_committed";

    /** Enough for hundreds of small records in a request, since only one request is in flight. */
    static final int SOURCE_BATCH_BYTES = 256 * 1024;
    /** An idle sink asks the brokers this often; what arrives is still handed over at once. */
    static final int SINK_FETCH_WAIT_MS = 2_000;

    private final WorkerIdentity worker;
    private final Map<String, String> properties;

    /**
     * @param worker     who the clients work for
     * @param properties the worker's properties, references to config providers resolved
     */
    public ClientConfigs(WorkerIdentity worker, Map<String, String> properties) {
        this.worker = worker;
        Map<String, String> own = new HashMap<>(properties);
        own.keySet().removeIf(key -> key.equals(CONFIG_PROVIDERS) || key.startsWith(CONFIG_PROVIDERS + "."));
        this.properties = own;
    }

    // ---- the worker's own clients

    public Map<String, Object> sharedAdmin() {
        return workerClient("shared-admin");
    }

    public Map<String, Object> configProducer() {
        Map<String, Object> settings = workerClient("configs");
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0); // somebody waits for each of its few records
        stringKeys(settings);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }

    /** Of the leader's transactional producer; {@code connect-cluster-<group.id>} is the id that makes it sole. */
    public Map<String, Object> configLeaderProducer() {
        Map<String, Object> settings = workerClient("configs-leader");
        stringKeys(settings);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        force(settings, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true", "the leader writes in transactions");
        force(settings, ProducerConfig.TRANSACTIONAL_ID_CONFIG, "connect-cluster-" + group(), "it fences old leaders");
        return settings;
    }

    public Map<String, Object> configConsumer() {
        Map<String, Object> settings = logConsumer("configs");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        readCommittedIfExactlyOnce(settings);
        return settings;
    }

    public Map<String, Object> statusProducer() {
        Map<String, Object> settings = workerClient("statuses");
        stringKeys(settings);
        settings.put(ProducerConfig.RETRIES_CONFIG, 0);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }

    public Map<String, Object> statusConsumer() {
        Map<String, Object> settings = logConsumer("statuses");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        return settings;
    }

    public Map<String, Object> offsetsProducer() {
        Map<String, Object> settings = workerClient("offsets");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return settings;
    }

    public Map<String, Object> offsetsConsumer() {
        Map<String, Object> settings = logConsumer("offsets");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        readCommittedIfExactlyOnce(settings);
        return settings;
    }

    // ---- clients of a connector and its tasks; overrides have passed the policy

    public Map<String, Object> sourceProducer(ConnectorTaskId task, Map<String, Object> overrides) {
        Map<String, Object> settings = connectorProducer("connector-producer-" + task);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, SOURCE_BATCH_BYTES);
        return withWorkerAnd(settings, PRODUCER_PREFIX, overrides);
    }

    public Map<String, Object> transactionalSourceProducer(ConnectorTaskId task, Map<String, Object> overrides) {
        Map<String, Object> settings = connectorProducer("connector-producer-" + task);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, SOURCE_BATCH_BYTES);
        settings.remove(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);
        withWorkerAnd(settings, PRODUCER_PREFIX, overrides);
        force(settings, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true", "exactly-once delivery needs it");
        force(settings, ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(task), "it fences older tasks");
        return settings;
    }

    /** The id that a source task's transactions run under, by which a later task fences it. */
    public String transactionalId(ConnectorTaskId task) {
        return group() + "-" + task.connector() + "-" + task.task();
    }

    public Map<String, Object> offsetAlterProducer(String connector, Map<String, Object> overrides) {
        return withWorkerAnd(connectorProducer("connector-offset-producer-" + connector), PRODUCER_PREFIX, overrides);
    }

    public Map<String, Object> deadLetterProducer(ConnectorTaskId task, Map<String, Object> overrides) {
        return withWorkerAnd(connectorProducer("connector-dlq-producer-" + task), PRODUCER_PREFIX, overrides);
    }

    public Map<String, Object> sinkConsumer(ConnectorTaskId task, Map<String, Object> overrides) {
        Map<String, Object> settings = connectorConsumer(task.connector(), "connector-consumer-" + task);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, SINK_FETCH_WAIT_MS);
        return withWorkerAnd(settings, CONSUMER_PREFIX, overrides);
    }

    /** Of the consumer that reads a connector's own offsets topic, for the connector or for one of its tasks. */
    public Map<String, Object> connectorOffsetsConsumer(
            String connector, @Nullable ConnectorTaskId task, Map<String, Object> overrides) {
        String owner = task == null ? connector : task.toString();
        Map<String, Object> settings = connectorConsumer(connector, "connector-consumer-" + owner);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, READ_COMMITTED);
        withWorkerAnd(settings, CONSUMER_PREFIX, overrides);
        readCommittedIfExactlyOnce(settings);
        return settings;
    }

    /** Of the admin client that a source connector, or one of its tasks, manages topics with. */
    public Map<String, Object> topicAdmin(
            String connector, @Nullable ConnectorTaskId task, Map<String, Object> overrides) {
        String owner = task == null ? connector : task.toString();
        return connectorAdmin("connector-adminclient-" + owner, overrides);
    }

    public Map<String, Object> deadLetterAdmin(ConnectorTaskId task, Map<String, Object> overrides) {
        return connectorAdmin("connector-dlq-adminclient-" + task, overrides);
    }

    /** Of the admin client that fences producers and changes offsets on a connector's behalf. */
    public Map<String, Object> workerAdmin(String connector, Map<String, Object> overrides) {
        return connectorAdmin("connector-worker-adminclient-" + connector, overrides);
    }

    /** The consumer group of a sink connector's tasks. */
    public static String sinkGroup(String connector, Map<String, Object> overrides) {
        Object own = overrides.get(ConsumerConfig.GROUP_ID_CONFIG);
        return own == null ? "connect-" + connector : own.toString();
    }

    /** Labels that let a metrics reporter tell one Connect cluster from another, with their prefix. */
    public Map<String, Object> metricsContext() {
        Map<String, Object> labels = new HashMap<>(withPrefix(CommonClientConfigs.METRICS_CONTEXT_PREFIX, false));
        labels.put(CommonClientConfigs.METRICS_CONTEXT_PREFIX + "connect.kafka.cluster.id", worker.clusterId());
        if (worker.groupId() != null) {
            labels.put(CommonClientConfigs.METRICS_CONTEXT_PREFIX + "connect.group.id", worker.groupId());
        }
        return labels;
    }

    private Map<String, Object> workerClient(String name) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, worker.clientIdBase() + name);
        settings.putAll(metricsContext());
        return settings;
    }

    private Map<String, Object> logConsumer(String name) {
        Map<String, Object> settings = workerClient(name);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    private Map<String, Object> connectorProducer(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        return settings;
    }

    private Map<String, Object> connectorConsumer(String connector, String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "connect-" + connector);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return settings;
    }

    private Map<String, Object> connectorAdmin(String clientId, Map<String, Object> overrides) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        properties.forEach((key, value) -> {
            if (!key.startsWith(ADMIN_PREFIX) && !key.startsWith(PRODUCER_PREFIX) && !key.startsWith(CONSUMER_PREFIX)) {
                settings.put(key, value);
            }
        });
        return withWorkerAnd(settings, ADMIN_PREFIX, overrides);
    }

    private Map<String, Object> withWorkerAnd(
            Map<String, Object> settings, String workerPrefix, Map<String, Object> overrides) {
        settings.putAll(withPrefix(workerPrefix, true));
        settings.putAll(metricsContext());
        settings.putAll(overrides);
        return settings;
    }

    private Map<String, String> withPrefix(String prefix, boolean strip) {
        Map<String, String> found = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                found.put(strip ? key.substring(prefix.length()) : key, value);
            }
        });
        return found;
    }

    private void readCommittedIfExactlyOnce(Map<String, Object> settings) {
        if (worker.exactlyOnce()) {
            force(
                    settings,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    READ_COMMITTED,
                    "source tasks write in transactions");
        }
    }

    private static void stringKeys(Map<String, Object> settings) {
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    }

    private static void force(Map<String, Object> settings, String key, String value, String reason) {
        Object previous = settings.put(key, value);
        if (previous != null && !Objects.equals(previous.toString(), value)) {
            log.warn("Setting '{}' is '{}' and not '{}' as configured: {}", key, value, previous, reason);
        }
    }

    private String bootstrapServers() {
        return Objects.requireNonNull(
                properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG), "bootstrap.servers");
    }

    private String group() {
        return Objects.requireNonNull(worker.groupId(), "group.id");
    }
}
