// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All plugins of a worker by class name, alias and version. An alias is a simple name, with or without the ending that tells the
 * type; one that would stand for two classes stands for neither.
 *
 * <p>Thread: any; immutable.
 */
public final class PluginRegistry {
    private static final Logger log = LoggerFactory.getLogger(PluginRegistry.class);

    private final Map<String, SortedSet<PluginDesc>> byClass = new HashMap<>();
    private final Map<PluginType, SortedSet<PluginDesc>> byType = new HashMap<>();
    private final Map<String, SortedSet<String>> classesByAlias = new TreeMap<>();

    PluginRegistry(Collection<PluginDesc> plugins) {
        for (PluginType type : PluginType.values()) {
            byType.put(type, new TreeSet<>());
        }
        for (PluginDesc plugin : plugins) {
            byClass.computeIfAbsent(plugin.className(), name -> new TreeSet<>()).add(plugin);
            byType.computeIfAbsent(plugin.type(), type -> new TreeSet<>()).add(plugin);
            alias(plugin.simpleName(), plugin);
            alias(plugin.shortName(), plugin);
        }
        classesByAlias.forEach((alias, classes) -> {
            if (classes.size() > 1) {
                log.debug("The alias '{}' could be any of {} and is not used", alias, classes);
            }
        });
    }

    private void alias(String alias, PluginDesc plugin) {
        classesByAlias.computeIfAbsent(alias, name -> new TreeSet<>()).add(plugin.className());
    }

    /** Every copy of every plugin of a type, ordered by class name and version. */
    public SortedSet<PluginDesc> all(PluginType type) {
        return Collections.unmodifiableSortedSet(byType.getOrDefault(type, new TreeSet<>()));
    }

    /** Every copy of every plugin of these types, ordered by class name and version. */
    public SortedSet<PluginDesc> all(Set<PluginType> types) {
        SortedSet<PluginDesc> all = new TreeSet<>();
        types.forEach(type -> all.addAll(all(type)));
        return all;
    }

    /** The class that a name or alias stands for; the name itself when it stands for none or for several. */
    public String className(String classOrAlias) {
        if (byClass.containsKey(classOrAlias)) {
            return classOrAlias;
        }
        SortedSet<String> classes = classesByAlias.getOrDefault(classOrAlias, Collections.emptySortedSet());
        return classes.size() == 1 ? classes.first() : classOrAlias;
    }

    /** Every copy under a class name or alias, the best last; empty when there is none. */
    public SortedSet<PluginDesc> copies(String classOrAlias) {
        return Collections.unmodifiableSortedSet(
                byClass.getOrDefault(className(classOrAlias), Collections.emptySortedSet()));
    }

    /** The best copy under a class name or alias. */
    @Nullable
    PluginDesc newest(String classOrAlias) {
        SortedSet<PluginDesc> copies = copies(classOrAlias);
        return copies.isEmpty() ? null : copies.last();
    }

    /**
     * The best copy that the requirement allows.
     *
     * @throws PluginNotFoundException when there is no such plugin
     * @throws PluginVersionException when there is one, in other versions
     */
    public PluginDesc find(String classOrAlias, VersionRequirement requirement) {
        SortedSet<PluginDesc> copies = copies(classOrAlias);
        if (copies.isEmpty()) {
            throw new PluginNotFoundException(
                    "Failed to find any class that implements a plugin and which name matches " + classOrAlias
                            + candidates(classOrAlias));
        }
        PluginDesc best = null;
        for (PluginDesc copy : copies) {
            if (requirement.allows(copy.version())) {
                best = copy;
            }
        }
        if (best == null) {
            List<String> versions = copies.stream().map(PluginDesc::version).toList();
            throw new PluginVersionException(
                    "Plugin " + className(classOrAlias) + " not found that matches the version range " + requirement
                            + ", available versions: " + versions,
                    versions);
        }
        return best;
    }

    private String candidates(String classOrAlias) {
        SortedSet<String> classes = classesByAlias.getOrDefault(classOrAlias, Collections.emptySortedSet());
        return classes.size() > 1
                ? ". The name could be any of " + String.join(", ", classes) + "; give the full one."
                : "";
    }

    /**
     * The connector under a class name or alias.
     *
     * @throws PluginNotFoundException when there is none, with the connectors there are
     * @throws ConnectException when an alias could be several, with their names
     */
    public PluginDesc connector(String classOrAlias, VersionRequirement requirement) {
        Set<PluginType> types = EnumSet.of(PluginType.SOURCE, PluginType.SINK);
        SortedSet<PluginDesc> connectors = all(types);
        SortedSet<String> matches = new TreeSet<>();
        for (PluginDesc connector : connectors) {
            if (connector.className().equals(classOrAlias)) {
                return find(classOrAlias, requirement);
            }
            if (connector.simpleName().equals(classOrAlias)
                    || connector.shortName().equals(classOrAlias)) {
                matches.add(connector.className());
            }
        }
        if (matches.isEmpty()) {
            throw new PluginNotFoundException(
                    "Failed to find any class that implements Connector and which name matches "
                            + classOrAlias + ", available connectors are: "
                            + connectors.stream().map(PluginDesc::toString).collect(Collectors.joining(", ")));
        }
        if (matches.size() > 1) {
            throw new ConnectException("More than one connector matches alias " + classOrAlias
                    + ". Please use full package and class name instead. Classes found: " + String.join(", ", matches));
        }
        return find(matches.first(), requirement);
    }

    /**
     * Every version that copies of a plugin report, each once and the newest last; what reports none is
     * {@link PluginDesc#UNDEFINED}. Empty when no plugin of that type has this class name or alias.
     */
    public List<String> versions(String classOrAlias, Set<PluginType> types) {
        return copies(classOrAlias).stream()
                .filter(copy -> types.contains(copy.type()))
                .map(PluginDesc::version)
                .distinct()
                .toList();
    }
}
