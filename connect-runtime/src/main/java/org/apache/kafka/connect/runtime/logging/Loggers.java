// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Reads and changes the levels of this process's loggers. Setting a level sets it on every logger below it too, so that
 * what the caller asked for is what is logged.
 *
 * <p>FATAL, which Logback lacks, acts as ERROR and reads back as FATAL.
 *
 * <p>Thread: any; changes are made one at a time.
 */
public final class Loggers {
    /** The name under which clients know the logger above all others. */
    public static final String ROOT = "root";

    private static final String FATAL = "FATAL";

    private final Time time;
    private final Map<String, Long> lastModified = new ConcurrentHashMap<>();
    private final Map<String, Level> fatal = new ConcurrentHashMap<>();

    public Loggers(Time time) {
        this.time = time;
    }

    /** The level that {@code name} means, in any case; empty if there is no such level. */
    public static Optional<String> canonicalLevel(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        String upper = name.trim().toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "OFF", FATAL, "ERROR", "WARN", "INFO", "DEBUG", "TRACE", "ALL" -> Optional.of(upper);
            default -> Optional.empty();
        };
    }

    /** The logger's level; empty if this process has no such logger. */
    public Optional<LoggerLevel> level(String name) {
        String logger = backendName(name);
        return context().getLoggerList().stream()
                .filter(candidate -> candidate.getName().equals(logger))
                .findFirst()
                .map(this::describe);
    }

    /** All loggers by name, those that are off left out. */
    public Map<String, LoggerLevel> all() {
        Map<String, LoggerLevel> levels = new TreeMap<>();
        for (Logger logger : context().getLoggerList()) {
            LoggerLevel level = describe(logger);
            if (!level.level().equals("OFF")) {
                levels.put(apiName(logger), level);
            }
        }
        return levels;
    }

    /**
     * Sets the level of {@code name} and everything below it.
     *
     * @param level one of the names that {@link #canonicalLevel} gives
     * @return names of the loggers whose level changed, ascending
     */
    public synchronized List<String> set(String name, String level) { // two changes must not interleave
        String namespace = backendName(name);
        LoggerContext context = context();
        context.getLogger(namespace);
        List<String> changed = new ArrayList<>();
        for (Logger logger : context.getLoggerList()) {
            if (isWithin(logger.getName(), namespace) && apply(logger, level)) {
                changed.add(apiName(logger));
            }
        }
        changed.sort(null);
        return changed;
    }

    private boolean apply(Logger logger, String level) {
        if (describe(logger).level().equals(level)) {
            return false;
        }
        if (level.equals(FATAL)) {
            logger.setLevel(Level.ERROR);
            fatal.put(logger.getName(), Level.ERROR);
        } else {
            logger.setLevel(Level.toLevel(level));
            fatal.remove(logger.getName());
        }
        lastModified.put(logger.getName(), time.milliseconds());
        return true;
    }

    private LoggerLevel describe(Logger logger) {
        Level effective = logger.getEffectiveLevel();
        String name = effective.equals(fatal.get(logger.getName())) ? FATAL : effective.toString();
        return new LoggerLevel(name, lastModified.get(logger.getName()));
    }

    private static boolean isWithin(String logger, String namespace) {
        return namespace.equals(Logger.ROOT_LOGGER_NAME)
                || logger.equals(namespace)
                || logger.startsWith(namespace + ".");
    }

    private static String backendName(String name) {
        return name.isEmpty() || name.equalsIgnoreCase(ROOT) ? Logger.ROOT_LOGGER_NAME : name;
    }

    private static String apiName(Logger logger) {
        return logger.getName().equals(Logger.ROOT_LOGGER_NAME) ? ROOT : logger.getName();
    }

    private static LoggerContext context() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("Log levels can be changed only with Logback, but this process logs through "
                + factory.getClass().getName()
                + ". Remove the other slf4j provider from the class path.");
    }
}
