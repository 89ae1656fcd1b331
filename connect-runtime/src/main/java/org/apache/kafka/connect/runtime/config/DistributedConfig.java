// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.crypto.KeyGenerator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings of a worker that belongs to a cluster. What clients bring along is defined in {@link GroupClientKeys}. */
public final class DistributedConfig extends WorkerConfig {
    public static final String GROUP_ID_CONFIG = "group.id";
    public static final String SESSION_TIMEOUT_MS_CONFIG = "session.timeout.ms";
    public static final String REBALANCE_TIMEOUT_MS_CONFIG = "rebalance.timeout.ms";
    public static final String HEARTBEAT_INTERVAL_MS_CONFIG = "heartbeat.interval.ms";
    public static final String EXACTLY_ONCE_SOURCE_SUPPORT_CONFIG = "exactly.once.source.support";
    public static final String WORKER_SYNC_TIMEOUT_MS_CONFIG = "worker.sync.timeout.ms";
    public static final String WORKER_UNSYNC_BACKOFF_MS_CONFIG = "worker.unsync.backoff.ms";
    public static final String OFFSET_STORAGE_PREFIX = "offset.storage.";
    public static final String CONFIG_STORAGE_PREFIX = "config.storage.";
    public static final String STATUS_STORAGE_PREFIX = "status.storage.";
    public static final String OFFSET_STORAGE_TOPIC_CONFIG = "offset.storage.topic";
    public static final String OFFSET_STORAGE_PARTITIONS_CONFIG = "offset.storage.partitions";
    public static final String OFFSET_STORAGE_REPLICATION_FACTOR_CONFIG = "offset.storage.replication.factor";
    public static final String CONFIG_TOPIC_CONFIG = "config.storage.topic";
    public static final String CONFIG_STORAGE_REPLICATION_FACTOR_CONFIG = "config.storage.replication.factor";
    public static final String STATUS_STORAGE_TOPIC_CONFIG = "status.storage.topic";
    public static final String STATUS_STORAGE_PARTITIONS_CONFIG = "status.storage.partitions";
    public static final String STATUS_STORAGE_REPLICATION_FACTOR_CONFIG = "status.storage.replication.factor";
    public static final String CONNECT_PROTOCOL_CONFIG = "connect.protocol";
    public static final String SCHEDULED_REBALANCE_MAX_DELAY_MS_CONFIG = "scheduled.rebalance.max.delay.ms";
    public static final String INTER_WORKER_KEY_TTL_MS_CONFIG = "inter.worker.key.ttl.ms";
    public static final String INTER_WORKER_KEY_GENERATION_ALGORITHM_CONFIG = "inter.worker.key.generation.algorithm";
    public static final String INTER_WORKER_KEY_SIZE_CONFIG = "inter.worker.key.size";
    public static final String INTER_WORKER_SIGNATURE_ALGORITHM_CONFIG = "inter.worker.signature.algorithm";
    public static final String INTER_WORKER_VERIFICATION_ALGORITHMS_CONFIG = "inter.worker.verification.algorithms";
    /** Beyond Apache: the leader hands work on at once when its owner said goodbye. */
    public static final String LEAVE_HANDOVER_CONFIG = "penstock.leave.handover";

    private static final Logger log = LoggerFactory.getLogger(DistributedConfig.class);
    private static final String HMAC = "HmacSHA256";
    private static final ConfigDef DEFINITION = define();

    public DistributedConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
        requireKeySize();
        requireVerifiableSignatures();
        requireCleanupPolicyUntouched();
    }

    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    private static ConfigDef define() {
        ConfigDef def = commonConfigDef();
        defineMembership(def);
        GroupClientKeys.addTo(def);
        defineTopics(def);
        defineInterWorker(def);
        return def;
    }

    private static void defineMembership(ConfigDef def) {
        def.define(
                GROUP_ID_CONFIG,
                ConfigDef.Type.STRING,
                HIGH,
                "Name of the cluster: workers with the same name share the work.");
        def.define(
                SESSION_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.INT,
                10_000,
                HIGH,
                "Time in milliseconds without a heartbeat after which the group takes a worker for gone.");
        def.define(
                REBALANCE_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.INT,
                60_000,
                HIGH,
                "Time in milliseconds a worker has to stop what it gives up and join again once a rebalance began.");
        def.define(
                HEARTBEAT_INTERVAL_MS_CONFIG,
                ConfigDef.Type.INT,
                3_000,
                HIGH,
                "Time in milliseconds between heartbeats; well below the session timeout.");
        def.define(
                EXACTLY_ONCE_SOURCE_SUPPORT_CONFIG,
                ConfigDef.Type.STRING,
                "disabled",
                Validators.ignoringCase(ExactlyOnceSupport.values()),
                HIGH,
                "Exactly-once delivery for sources: disabled, preparing, or enabled. Move a running cluster to preparing on every"
                        + " worker first, then to enabled.");
    }

    private static void defineTopics(ConfigDef def) {
        def.define(
                WORKER_SYNC_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.INT,
                3_000,
                MEDIUM,
                "Time in milliseconds to catch up with the config topic before the worker leaves the group.");
        def.define(
                WORKER_UNSYNC_BACKOFF_MS_CONFIG,
                ConfigDef.Type.INT,
                300_000,
                MEDIUM,
                "Time in milliseconds to stay out of the group after catching up failed.");
        def.define(OFFSET_STORAGE_TOPIC_CONFIG, ConfigDef.Type.STRING, HIGH, "Topic that holds source offsets.");
        def.define(
                OFFSET_STORAGE_PARTITIONS_CONFIG,
                ConfigDef.Type.INT,
                25,
                Validators.partitions(),
                LOW,
                partitionsDoc("offsets"));
        def.define(
                OFFSET_STORAGE_REPLICATION_FACTOR_CONFIG,
                ConfigDef.Type.SHORT,
                (short) 3,
                Validators.replicationFactor(),
                LOW,
                replicationDoc("offsets"));
        def.define(
                CONFIG_TOPIC_CONFIG,
                ConfigDef.Type.STRING,
                HIGH,
                "Topic that holds connector and task configurations.");
        def.define(
                CONFIG_STORAGE_REPLICATION_FACTOR_CONFIG,
                ConfigDef.Type.SHORT,
                (short) 3,
                Validators.replicationFactor(),
                LOW,
                replicationDoc("config"));
        def.define(
                STATUS_STORAGE_TOPIC_CONFIG,
                ConfigDef.Type.STRING,
                HIGH,
                "Topic that holds the states of connectors and tasks.");
        def.define(
                STATUS_STORAGE_PARTITIONS_CONFIG,
                ConfigDef.Type.INT,
                5,
                Validators.partitions(),
                LOW,
                partitionsDoc("status"));
        def.define(
                STATUS_STORAGE_REPLICATION_FACTOR_CONFIG,
                ConfigDef.Type.SHORT,
                (short) 3,
                Validators.replicationFactor(),
                LOW,
                replicationDoc("status"));
    }

    private static String partitionsDoc(String topic) {
        return "Partitions of the " + topic + " topic when the worker creates it; -1 leaves it to the broker.";
    }

    private static String replicationDoc(String topic) {
        return "Replication factor of the " + topic + " topic when the worker creates it; -1 leaves it to the broker.";
    }

    private static void defineInterWorker(ConfigDef def) {
        def.define(
                CONNECT_PROTOCOL_CONFIG,
                ConfigDef.Type.STRING,
                "sessioned",
                ConfigDef.CaseInsensitiveValidString.in("EAGER", "COMPATIBLE", "SESSIONED"),
                LOW,
                "Newest group protocol to offer: eager stops everything at a rebalance, compatible moves only what must move,"
                        + " sessioned also signs requests between workers.");
        def.define(
                SCHEDULED_REBALANCE_MAX_DELAY_MS_CONFIG,
                ConfigDef.Type.INT,
                300_000,
                Range.between(0, Integer.MAX_VALUE),
                LOW,
                "Longest time in milliseconds to wait for a lost worker to return before its work is given to others.");
        def.define(
                INTER_WORKER_KEY_TTL_MS_CONFIG,
                ConfigDef.Type.INT,
                3_600_000,
                Range.between(0, Integer.MAX_VALUE),
                LOW,
                "Age in milliseconds at which the key for requests between workers is replaced.");
        def.define(
                INTER_WORKER_KEY_GENERATION_ALGORITHM_CONFIG,
                ConfigDef.Type.STRING,
                HMAC,
                Validators.keyGenerator(),
                LOW,
                "Algorithm that makes the key for requests between workers.");
        def.define(
                INTER_WORKER_KEY_SIZE_CONFIG,
                ConfigDef.Type.INT,
                null,
                LOW,
                "Size in bits of the key for requests between workers; unset takes the algorithm's own.");
        def.define(
                INTER_WORKER_SIGNATURE_ALGORITHM_CONFIG,
                ConfigDef.Type.STRING,
                HMAC,
                Validators.mac(),
                LOW,
                "Algorithm that signs requests to other workers.");
        def.define(
                INTER_WORKER_VERIFICATION_ALGORITHMS_CONFIG,
                ConfigDef.Type.LIST,
                HMAC,
                Validators.macs(),
                LOW,
                "Algorithms accepted in requests from other workers; the signing algorithm must be among them.");
    }

    private void requireKeySize() {
        String algorithm = keyGenerationAlgorithm();
        try {
            KeyGenerator generator = KeyGenerator.getInstance(algorithm);
            Integer bits = keySize();
            if (bits != null) {
                generator.init(bits);
            }
        } catch (NoSuchAlgorithmException | InvalidParameterException e) {
            throw new ConfigException(
                    INTER_WORKER_KEY_SIZE_CONFIG, keySize(), "not usable with '" + algorithm + "': " + e.getMessage());
        }
    }

    private void requireVerifiableSignatures() {
        if (!verificationAlgorithms().contains(signatureAlgorithm())) {
            throw new ConfigException(
                    INTER_WORKER_SIGNATURE_ALGORITHM_CONFIG,
                    signatureAlgorithm(),
                    "must be one of " + INTER_WORKER_VERIFICATION_ALGORITHMS_CONFIG + ", which are "
                            + verificationAlgorithms());
        }
    }

    private void requireCleanupPolicyUntouched() {
        for (String prefix : List.of(OFFSET_STORAGE_PREFIX, CONFIG_STORAGE_PREFIX, STATUS_STORAGE_PREFIX)) {
            if (originals().containsKey(prefix + "cleanup.policy")) {
                log.warn("Ignoring '{}cleanup.policy': the worker's internal topics are always compacted", prefix);
            }
        }
    }

    @Override
    public String groupId() {
        return getString(GROUP_ID_CONFIG);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport() {
        return ExactlyOnceSupport.valueOf(
                getString(EXACTLY_ONCE_SOURCE_SUPPORT_CONFIG).toUpperCase(Locale.ROOT));
    }

    /** The transactional id under which leaders write the config topic. */
    public String transactionalProducerId() {
        return "connect-cluster-" + groupId();
    }

    public Duration sessionTimeout() {
        return Duration.ofMillis(getInt(SESSION_TIMEOUT_MS_CONFIG));
    }

    public Duration rebalanceTimeout() {
        return Duration.ofMillis(getInt(REBALANCE_TIMEOUT_MS_CONFIG));
    }

    public Duration heartbeatInterval() {
        return Duration.ofMillis(getInt(HEARTBEAT_INTERVAL_MS_CONFIG));
    }

    public Duration workerSyncTimeout() {
        return Duration.ofMillis(getInt(WORKER_SYNC_TIMEOUT_MS_CONFIG));
    }

    public Duration workerUnsyncBackoff() {
        return Duration.ofMillis(getInt(WORKER_UNSYNC_BACKOFF_MS_CONFIG));
    }

    public Duration scheduledRebalanceMaxDelay() {
        return Duration.ofMillis(getInt(SCHEDULED_REBALANCE_MAX_DELAY_MS_CONFIG));
    }

    /** {@code eager}, {@code compatible} or {@code sessioned}. */
    public String connectProtocol() {
        return getString(CONNECT_PROTOCOL_CONFIG).toLowerCase(Locale.ROOT);
    }

    public String offsetsTopic() {
        return getString(OFFSET_STORAGE_TOPIC_CONFIG);
    }

    public int offsetsPartitions() {
        return getInt(OFFSET_STORAGE_PARTITIONS_CONFIG);
    }

    public short offsetsReplicationFactor() {
        return getShort(OFFSET_STORAGE_REPLICATION_FACTOR_CONFIG);
    }

    /** Further settings for the offsets topic when it is created. */
    public Map<String, Object> offsetsTopicSettings() {
        return topicSettings(OFFSET_STORAGE_PREFIX);
    }

    public String configTopic() {
        return getString(CONFIG_TOPIC_CONFIG);
    }

    public short configReplicationFactor() {
        return getShort(CONFIG_STORAGE_REPLICATION_FACTOR_CONFIG);
    }

    /** Further settings for the config topic when it is created. */
    public Map<String, Object> configTopicSettings() {
        return topicSettings(CONFIG_STORAGE_PREFIX);
    }

    public String statusTopic() {
        return getString(STATUS_STORAGE_TOPIC_CONFIG);
    }

    public int statusPartitions() {
        return getInt(STATUS_STORAGE_PARTITIONS_CONFIG);
    }

    public short statusReplicationFactor() {
        return getShort(STATUS_STORAGE_REPLICATION_FACTOR_CONFIG);
    }

    /** Further settings for the status topic when it is created. */
    public Map<String, Object> statusTopicSettings() {
        return topicSettings(STATUS_STORAGE_PREFIX);
    }

    private Map<String, Object> topicSettings(String prefix) {
        Map<String, Object> settings = new HashMap<>(originalsWithPrefix(prefix));
        List.of("topic", "partitions", "replication.factor", "cleanup.policy").forEach(settings::remove);
        return settings;
    }

    public Duration keyTtl() {
        return Duration.of(getInt(INTER_WORKER_KEY_TTL_MS_CONFIG), TimeUnit.MILLISECONDS.toChronoUnit());
    }

    public String keyGenerationAlgorithm() {
        return getString(INTER_WORKER_KEY_GENERATION_ALGORITHM_CONFIG);
    }

    /** Bits of the session key; null for the algorithm's own size. */
    public @Nullable Integer keySize() {
        return getInt(INTER_WORKER_KEY_SIZE_CONFIG);
    }

    public String signatureAlgorithm() {
        return getString(INTER_WORKER_SIGNATURE_ALGORITHM_CONFIG);
    }

    public List<String> verificationAlgorithms() {
        return getList(INTER_WORKER_VERIFICATION_ALGORITHMS_CONFIG);
    }

    /** Whether work of a worker that said goodbye is handed on without the scheduled delay. */
    public boolean leaveHandover() {
        Object value = originals().get(LEAVE_HANDOVER_CONFIG);
        return value != null
                && (Boolean) Objects.requireNonNull(
                        ConfigDef.parseType(LEAVE_HANDOVER_CONFIG, value, ConfigDef.Type.BOOLEAN),
                        LEAVE_HANDOVER_CONFIG);
    }
}
