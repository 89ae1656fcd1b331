// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds plugins by what classes extend. Only headers are read; a class is loaded when it is known to be a plugin. On the way it
 * notes what plugins, and the classes they name, use of the framework that is not there.
 *
 * <p>Thread: any; several places may be scanned at once.
 */
final class ReflectionScanner implements PluginScanner {
    private static final int MOST_FINDINGS = 100;
    private static final Map<String, PluginType> TYPES = Arrays.stream(PluginType.values())
            .filter(PluginType::scanned)
            .collect(Collectors.toMap(type -> type.type().getName().replace('.', '/'), type -> type));

    private final ClassFileReader reader;
    private final WorkerClasses worker;
    private final Predicate<String> wanted;

    /** @param wanted decides by the name of a class file whether to look at it */
    ReflectionScanner(ClassFileReader reader, WorkerClasses worker, Predicate<String> wanted) {
        this.reader = reader;
        this.worker = worker;
        this.wanted = wanted;
    }

    @Override
    public ScanResult scan(PluginSource source) {
        Place place = new Place(source, worker);
        reader.read(source.parts(), wanted, file -> place.files.putIfAbsent(file.name(), file));
        PluginProbe probe = new PluginProbe(source);
        Map<String, Set<PluginType>> candidates = place.candidates();
        candidates.forEach((className, types) -> types.forEach(type -> probe.probe(className, type)));
        return probe.result(place.missing(candidates.keySet()));
    }

    /** The classes of one place and what they descend from. */
    private static final class Place {
        private final PluginSource source;
        private final WorkerClasses worker;
        private final Map<String, ClassFile> files = new HashMap<>();
        private final Map<String, Set<PluginType>> typesByClass = new HashMap<>();

        Place(PluginSource source, WorkerClasses worker) {
            this.source = source;
            this.worker = worker;
        }

        Map<String, Set<PluginType>> candidates() {
            Map<String, Set<PluginType>> candidates = new TreeMap<>();
            for (ClassFile file : files.values()) {
                if (file.isConcrete() && isOwn(file.className())) {
                    Set<PluginType> types = types(file.name());
                    if (!types.isEmpty()) {
                        candidates.put(file.className(), types);
                    }
                }
            }
            return candidates;
        }

        /** Whether the loader of this place would define the class itself. */
        private boolean isOwn(String className) {
            return source.isClassPath()
                    || IsolationRules.isolated(className)
                    || worker.find(className.replace('.', '/')).isEmpty();
        }

        private Set<PluginType> types(@Nullable String name) {
            if (name == null || name.startsWith("java/") || name.startsWith("javax/")) {
                return Set.of();
            }
            Set<PluginType> known = typesByClass.get(name);
            if (known == null) {
                typesByClass.put(name, Set.of()); // ends a loop of broken classes
                known = findTypes(name);
                typesByClass.put(name, known);
            }
            return known;
        }

        private Set<PluginType> findTypes(String name) {
            PluginType exact = TYPES.get(name);
            if (exact != null) {
                return EnumSet.of(exact);
            }
            ClassFile file = files.get(name);
            if (file == null || !isOwn(file.className())) {
                file = worker.find(name).orElse(file);
            }
            EnumSet<PluginType> types = EnumSet.noneOf(PluginType.class);
            if (file != null) {
                types.addAll(types(file.superName()));
                file.interfaces().forEach(parent -> types.addAll(types(parent)));
            }
            return types;
        }

        /** What is missing for the plugins, and for the classes here that they name directly or through others. */
        List<LinkageFinding> missing(Set<String> plugins) {
            Map<String, String> neededBy = new TreeMap<>();
            for (ClassFile file : reachable(plugins)) {
                for (ClassFile.Reference reference : file.references()) {
                    if (isMissing(reference)) {
                        neededBy.merge(
                                reference.toString(),
                                file.className(),
                                (one, other) -> one.compareTo(other) <= 0 ? one : other);
                    }
                }
            }
            List<LinkageFinding> findings = new ArrayList<>();
            neededBy.forEach((missing, by) -> findings.add(new LinkageFinding(source.location(), by, missing)));
            return findings.size() <= MOST_FINDINGS ? findings : findings.subList(0, MOST_FINDINGS);
        }

        private Set<ClassFile> reachable(Set<String> plugins) {
            Deque<String> toVisit = new ArrayDeque<>();
            plugins.forEach(plugin -> toVisit.add(plugin.replace('.', '/')));
            Set<String> visited = new HashSet<>(toVisit);
            Set<ClassFile> reached = Collections.newSetFromMap(new IdentityHashMap<>());
            while (!toVisit.isEmpty()) {
                ClassFile file = files.get(toVisit.pop());
                if (file != null && reached.add(file)) {
                    file.uses().stream().filter(visited::add).forEach(toVisit::push);
                }
            }
            return reached;
        }

        private boolean isMissing(ClassFile.Reference reference) {
            String owner = reference.owner();
            if (owner.startsWith("[") || (files.containsKey(owner) && isOwn(owner.replace('/', '.')))) {
                return false;
            }
            return !worker.has(reference);
        }
    }
}
