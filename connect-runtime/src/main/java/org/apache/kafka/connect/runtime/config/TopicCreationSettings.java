// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How topics of a source are created: the named groups in the order given, and the default group at the end. */
public final class TopicCreationSettings {
    public static final String PREFIX = "topic.creation.";
    public static final String DEFAULT_GROUP = "default";
    public static final String DEFAULT_GROUP_PREFIX = PREFIX + DEFAULT_GROUP + ".";
    public static final String INCLUDE = "include";
    public static final String EXCLUDE = "exclude";
    public static final String PARTITIONS = "partitions";
    public static final String REPLICATION_FACTOR = "replication.factor";
    /** Partitions or replication are left to the broker. */
    public static final int BROKER_DEFAULT = -1;

    private static final Logger log = LoggerFactory.getLogger(TopicCreationSettings.class);
    private static final Set<String> OWN_KEYS = Set.of(INCLUDE, EXCLUDE, PARTITIONS, REPLICATION_FACTOR);

    /**
     * One group.
     *
     * @param include regular expressions, one of which must match the whole topic name
     * @param exclude regular expressions, none of which may
     * @param topicConfig further settings for the topic, passed on as they are
     */
    public record Group(
            String name,
            List<String> include,
            List<String> exclude,
            int partitions,
            short replicationFactor,
            Map<String, String> topicConfig) {
        public Group {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            topicConfig = Map.copyOf(topicConfig);
        }
    }

    private final Group defaultGroup;
    private final List<Group> namedGroups;

    private TopicCreationSettings(Group defaultGroup, List<Group> namedGroups) {
        this.defaultGroup = defaultGroup;
        this.namedGroups = List.copyOf(namedGroups);
    }

    /** Takes effect for every topic that no named group matches; matches any topic whatever its own patterns say. */
    public Group defaultGroup() {
        return defaultGroup;
    }

    /** In the order of {@code topic.creation.groups}, without the default group. */
    public List<Group> namedGroups() {
        return namedGroups;
    }

    /** Whether anything below {@code topic.creation.} is set. */
    public static boolean usedBy(Map<String, ?> properties) {
        return properties.keySet().stream().anyMatch(key -> key.startsWith(PREFIX));
    }

    /** @throws org.apache.kafka.common.config.ConfigException when a group misses a setting or holds a wrong one */
    static Optional<TopicCreationSettings> of(Map<String, String> properties) {
        if (!usedBy(properties)) {
            return Optional.empty();
        }
        Set<String> aliases = aliases(properties);
        if (aliases.remove(DEFAULT_GROUP)) {
            log.warn(
                    "'{}' lists the group '{}', which always exists and comes last",
                    SourceSettings.TOPIC_CREATION_GROUPS_CONFIG,
                    DEFAULT_GROUP);
        }
        Group defaults =
                group(DEFAULT_GROUP, defaultGroupDef(), PresentValues.withPrefix(properties, DEFAULT_GROUP_PREFIX));
        List<Group> named = new ArrayList<>();
        for (String alias : aliases) {
            ConfigDef def = namedGroupDef(alias, defaults.partitions(), defaults.replicationFactor());
            named.add(group(alias, def, PresentValues.withPrefix(properties, PREFIX + alias + ".")));
        }
        return Optional.of(new TopicCreationSettings(defaults, named));
    }

    /** The aliases under {@code topic.creation.groups}, in order, each once; empty when the value is unusable. */
    public static Set<String> aliases(Map<String, ? extends @Nullable Object> properties) {
        Object value = properties.get(SourceSettings.TOPIC_CREATION_GROUPS_CONFIG);
        Object parsed = ConfigDef.parseType(SourceSettings.TOPIC_CREATION_GROUPS_CONFIG, value, ConfigDef.Type.LIST);
        Set<String> aliases = new LinkedHashSet<>();
        if (parsed instanceof List<?> list) {
            list.forEach(alias -> aliases.add(String.valueOf(alias)));
        }
        return aliases;
    }

    private static Group group(String alias, ConfigDef def, Map<String, String> settings) {
        Map<String, String> own = new LinkedHashMap<>();
        Map<String, String> topicConfig = new LinkedHashMap<>();
        settings.forEach((key, value) -> (OWN_KEYS.contains(key) ? own : topicConfig).put(key, value));
        Map<String, String> prefixed = new LinkedHashMap<>();
        own.forEach((key, value) -> prefixed.put(PREFIX + alias + "." + key, value));
        ConfigDef embedded = new ConfigDef();
        embedded.embed(PREFIX + alias + ".", "", 0, def);
        AbstractConfig values = new AbstractConfig(embedded, prefixed, false);
        String prefix = PREFIX + alias + ".";
        return new Group(
                alias,
                values.getList(prefix + INCLUDE),
                values.getList(prefix + EXCLUDE),
                values.getInt(prefix + PARTITIONS),
                values.getShort(prefix + REPLICATION_FACTOR),
                topicConfig);
    }

    /** Adds the keys of the default group and of each named one, as validation lists them. */
    public static void embed(ConfigDef into, Map<String, ? extends @Nullable Object> properties) {
        if (!usedBy(properties)) {
            return;
        }
        into.embed(DEFAULT_GROUP_PREFIX, DEFAULT_GROUP, 0, defaultGroupDef());
        short replication = number(properties, DEFAULT_GROUP_PREFIX + REPLICATION_FACTOR, ConfigDef.Type.SHORT)
                .shortValue();
        int partitions = number(properties, DEFAULT_GROUP_PREFIX + PARTITIONS, ConfigDef.Type.INT)
                .intValue();
        for (String alias : aliases(properties)) {
            if (!alias.equals(DEFAULT_GROUP)) {
                into.embed(PREFIX + alias + ".", groupLabel(alias), 0, namedGroupDef(alias, partitions, replication));
            }
        }
    }

    private static Number number(Map<String, ? extends @Nullable Object> properties, String key, ConfigDef.Type type) {
        try {
            Object value = ConfigDef.parseType(key, properties.get(key), type);
            return value instanceof Number number ? number : BROKER_DEFAULT;
        } catch (org.apache.kafka.common.config.ConfigException e) {
            return BROKER_DEFAULT; // the default group's own key reports the bad value
        }
    }

    private static String groupLabel(String alias) {
        return "Topic Creation: " + alias;
    }

    /** The keys of the default group, without prefix. */
    public static ConfigDef defaultGroupDef() {
        ConfigDef def = new ConfigDef();
        definePattern(def, INCLUDE, DEFAULT_GROUP, List.of(".*"), Validators.notNull(), 0);
        definePattern(def, EXCLUDE, DEFAULT_GROUP, List.of(), Validators.notNull(), 1);
        defineCounts(def, DEFAULT_GROUP, ConfigDef.NO_DEFAULT_VALUE, ConfigDef.NO_DEFAULT_VALUE);
        return def;
    }

    /** The keys of a named group, without prefix; what it does not set it takes from the default group. */
    public static ConfigDef namedGroupDef(String alias, int defaultPartitions, short defaultReplicationFactor) {
        String label = groupLabel(alias);
        ConfigDef def = new ConfigDef();
        definePattern(def, INCLUDE, label, List.of(), Validators.regexes(), 0);
        definePattern(def, EXCLUDE, label, List.of(), Validators.regexes(), 1);
        defineCounts(def, label, defaultReplicationFactor, defaultPartitions);
        return def;
    }

    private static void definePattern(
            ConfigDef def, String key, String label, List<String> defaultValue, Validator validator, int order) {
        boolean include = key.equals(INCLUDE);
        def.define(
                key,
                ConfigDef.Type.LIST,
                defaultValue,
                validator,
                LOW,
                include
                        ? "Regular expressions for the topics this group creates; a name must match one of them as a whole."
                        : "Regular expressions for topics this group leaves alone, even where it would include them.",
                label,
                order,
                Width.LONG,
                (include ? "Inclusion" : "Exclusion") + " Topic Pattern for " + label);
    }

    private static void defineCounts(ConfigDef def, String label, Object replicationFactor, Object partitions) {
        def.define(
                REPLICATION_FACTOR,
                ConfigDef.Type.SHORT,
                replicationFactor,
                Validators.replicationFactor(),
                LOW,
                "Replication factor of new topics; -1 leaves it to the broker.",
                label,
                2,
                Width.LONG,
                "Replication Factor for Topics in " + label);
        def.define(
                PARTITIONS,
                ConfigDef.Type.INT,
                partitions,
                Validators.partitions(),
                LOW,
                "Partitions of new topics; -1 leaves them to the broker.",
                label,
                3,
                Width.LONG,
                "Partition Count for Topics in " + label);
    }
}
