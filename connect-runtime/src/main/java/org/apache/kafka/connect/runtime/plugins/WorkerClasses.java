// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the worker's class path offers to plugins, read without loading: whether a class is there and which members it has, its
 * ancestors' included.
 *
 * <p>Thread: any.
 */
final class WorkerClasses {
    private final ClassLoader loader;
    private final Map<String, Optional<ClassFile>> read = new ConcurrentHashMap<>();
    private final Map<ClassFile.Reference, Boolean> resolved = new ConcurrentHashMap<>();

    WorkerClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** The class with that name, slashes in it; empty when the worker has none. */
    Optional<ClassFile> find(String name) {
        return read.computeIfAbsent(name, this::readClass);
    }

    private Optional<ClassFile> readClass(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(ClassFile.read(in.readAllBytes(), ClassFile.Detail.MEMBERS));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the class is there and, where a member is named, the class or an ancestor declares it. */
    boolean has(ClassFile.Reference reference) {
        return resolved.computeIfAbsent(reference, this::lookUp);
    }

    private boolean lookUp(ClassFile.Reference reference) {
        String member = reference.member();
        if (member == null || find(reference.owner()).isEmpty()) {
            return find(reference.owner()).isPresent();
        }
        Deque<String> toVisit = new ArrayDeque<>(Set.of(reference.owner(), "java/lang/Object"));
        Set<String> visited = new HashSet<>();
        while (!toVisit.isEmpty()) {
            String name = toVisit.pop();
            if (!visited.add(name)) {
                continue;
            }
            Optional<ClassFile> file = find(name);
            if (file.isEmpty() || file.get().members().contains(member)) {
                return true; // an ancestor that is not there is a finding of its own
            }
            toVisit.addAll(file.get().interfaces());
            String superName = file.get().superName();
            if (superName != null) {
                toVisit.push(superName);
            }
        }
        return false;
    }
}
