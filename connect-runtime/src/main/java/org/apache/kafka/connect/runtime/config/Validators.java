// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;

/** The checks that kafka-clients does not bring along. Their messages are what a REST client reads. */
public final class Validators {
    private static final Set<String> HEADER_ACTIONS = Set.of("set", "add", "setDate", "addDate");

    private Validators() {}

    static ConfigDef.Validator anyList(boolean emptyAllowed, boolean nullAllowed) {
        return ConfigDef.ValidList.anyNonDuplicateValues(emptyAllowed, nullAllowed);
    }

    static ConfigDef.Validator ignoringCase(Enum<?>... values) {
        return ConfigDef.CaseInsensitiveValidString.in(names(values));
    }

    /** Enum constants by their lower-case names, for keys whose values were never upper case. */
    static ConfigDef.Validator lowerCase(Enum<?>... values) {
        return ConfigDef.ValidString.in(Arrays.stream(names(values))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toArray(String[]::new));
    }

    private static String[] names(Enum<?>... values) {
        return Stream.of(values).map(Enum::name).toArray(String[]::new);
    }

    static ConfigDef.Validator partitions() {
        return LambdaValidator.with(
                (name, value) -> requireCount(
                        name, value, "Number of partitions must be at least 1, or -1 for the broker's default"),
                () -> "Positive number, or -1 to use the broker's default");
    }

    static ConfigDef.Validator replicationFactor() {
        return LambdaValidator.with(
                (name, value) -> requireCount(
                        name, value, "Replication factor must be at least 1, or -1 for the broker's default"),
                () -> "Positive number not larger than the number of brokers, or -1 to use the broker's default");
    }

    /** That a value is missing is said elsewhere. */
    private static void requireCount(String name, @Nullable Object value, String rule) {
        if (value == null) {
            return;
        }
        if (!(value instanceof Number number) || number.longValue() < -1 || number.longValue() == 0) {
            throw new ConfigException(name, value, rule);
        }
    }

    static ConfigDef.Validator keyGenerator() {
        return LambdaValidator.with(
                (name, value) -> requireAlgorithm(name, value, KeyGenerator::getInstance),
                () -> "Any KeyGenerator algorithm supported by the worker JVM");
    }

    static ConfigDef.Validator mac() {
        return LambdaValidator.with(
                (name, value) -> requireAlgorithm(name, value, Mac::getInstance),
                () -> "Any MAC algorithm supported by the worker JVM");
    }

    static ConfigDef.Validator macs() {
        return LambdaValidator.with(
                (name, value) -> {
                    List<?> algorithms = value instanceof List<?> list ? list : List.of();
                    if (algorithms.isEmpty()) {
                        throw new ConfigException(
                                name, value, "At least one signature verification algorithm must be provided");
                    }
                    algorithms.forEach(algorithm -> requireAlgorithm(name, algorithm, Mac::getInstance));
                },
                () -> "A list of one or more MAC algorithms, each supported by the worker JVM");
    }

    private interface AlgorithmLookup {
        Object find(String algorithm) throws NoSuchAlgorithmException;
    }

    private static void requireAlgorithm(String name, @Nullable Object algorithm, AlgorithmLookup lookup) {
        try {
            lookup.find(String.valueOf(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new ConfigException(name, algorithm, "This JVM does not know the algorithm: " + e.getMessage());
        }
    }

    static ConfigDef.Validator uniqueAliases() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof List<?> aliases)) {
                        throw new ConfigException(name, value, "entry must be non null");
                    }
                    if (new LinkedHashSet<>(aliases).size() < aliases.size()) {
                        throw new ConfigException(name, value, "Duplicate alias provided.");
                    }
                },
                () -> "unique aliases");
    }

    static ConfigDef.Validator notNull() {
        return new ConfigDef.NonNullValidator();
    }

    static ConfigDef.Validator regex() {
        return LambdaValidator.with((name, value) -> requireRegex(name, value, value), () -> "valid regex");
    }

    static ConfigDef.Validator regexes() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof List<?> patterns)) {
                        throw new ConfigException(name, value, "Must be a list of regular expressions");
                    }
                    patterns.forEach(pattern -> requireRegex(name, pattern, value));
                },
                () -> "valid regexes");
    }

    private static void requireRegex(String name, @Nullable Object pattern, @Nullable Object value) {
        if (!(pattern instanceof String text)) {
            throw new ConfigException(name, value, "entry must be non null");
        }
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(name, value, "Invalid regex: " + e.getMessage());
        }
    }

    public static ConfigDef.Validator versionRange() {
        return LambdaValidator.with(
                (name, value) -> {
                    try {
                        VersionRequirement.parse((String) value);
                    } catch (InvalidVersionSpecificationException e) {
                        throw new ConfigException(name, value, e.getMessage());
                    }
                },
                () -> "a version, a Maven version range, or 'latest'");
    }

    static ConfigDef.Validator nonEmptyOrNull() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof String text && text.isEmpty()) {
                        throw new ConfigException(name, value, "String must be non-empty");
                    }
                },
                () -> "non-empty string");
    }

    static ConfigDef.Validator atLeastOrNull(long minimum) {
        ConfigDef.Validator range = ConfigDef.Range.atLeast(minimum);
        return LambdaValidator.with(
                (name, value) -> {
                    if (value != null) {
                        range.ensureValid(name, value);
                    }
                },
                () -> "[" + minimum + ",...] or unset");
    }

    static ConfigDef.Validator listeners() {
        return LambdaValidator.with(
                (name, value) -> {
                    if (!(value instanceof List<?> items) || items.isEmpty()) {
                        throw new ConfigException(name, value, "At least one listener is needed, such as http://:8083");
                    }
                    for (Object item : items) {
                        if (!(item instanceof String text) || text.isBlank()) {
                            throw new ConfigException(
                                    name, value, "A listener must not be blank; write it like http://:8083");
                        }
                    }
                },
                () -> "List of comma-separated URLs, ex: http://localhost:8080,https://localhost:8443.");
    }

    static ConfigDef.Validator headerRules() {
        return LambdaValidator.with(
                (name, value) -> {
                    String text = (String) value;
                    if (text != null && !text.isBlank()) {
                        HeaderRules.split(text).forEach(rule -> requireHeaderRule(name, rule));
                    }
                },
                () ->
                        "Comma-separated header rules, where each header rule is of the form '[action] [header name]:[header value]'"
                                + " and optionally surrounded by double quotes if any part of a header rule contains a comma");
    }

    private static void requireHeaderRule(String name, String rule) {
        String[] actionAndHeader = rule.trim().split("\\s+", 2);
        if (actionAndHeader.length < 2) {
            throw new ConfigException(name, rule, "A header rule reads '[action] [header name]:[header value]'");
        }
        if (!HEADER_ACTIONS.contains(actionAndHeader[0])) {
            throw new ConfigException(name, rule, "The action of a header rule is one of set, add, setDate, addDate");
        }
        int colon = actionAndHeader[1].indexOf(':');
        String header = colon < 0 ? "" : actionAndHeader[1].substring(0, colon).trim();
        if (header.isEmpty() || header.chars().anyMatch(Character::isWhitespace)) {
            throw new ConfigException(
                    name, rule, "A header rule names its header before a colon, without spaces in the name");
        }
    }
}
