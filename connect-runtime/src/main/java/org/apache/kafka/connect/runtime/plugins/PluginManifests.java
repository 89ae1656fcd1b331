// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Compares, for plugins on a path, what is there with what service files say, and brings service files up to date.
 *
 * <p>Thread: the caller's.
 */
public final class PluginManifests {
    private static final String FOLDER = "META-INF/services/";
    private static final String SHIM = "connect-plugin-path-shim-1.0.0.jar";
    private static final List<PluginType> TYPES = List.of(PluginType.values());

    private final DelegatingClassLoader parent = new DelegatingClassLoader(PluginManifests.class.getClassLoader());
    private final ClassFileReader reader = new ClassFileReader();
    private final WorkerClasses worker = new WorkerClasses(PluginManifests.class.getClassLoader());

    /**
     * A class that is a plugin, or that a service file takes for one.
     *
     * @param version what it reports; empty when it cannot be loaded or reports none
     * @param loadable whether an instance can be made
     * @param hasManifest whether a service file names it
     * @param aliases short names, if any
     */
    public record Entry(
            String className,
            PluginType type,
            String version,
            boolean loadable,
            boolean hasManifest,
            List<String> aliases,
            String location) {
        public Entry {
            aliases = List.copyOf(aliases);
        }
    }

    private record Key(String className, PluginType type) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = className.compareTo(other.className);
            return byName != 0 ? byName : type.compareTo(other.type);
        }
    }

    /** What a place holds, ordered by class name. */
    public List<Entry> entries(PluginPath.Location location) {
        PluginSource source = PluginSource.isolated(location, parent);
        ScanResult scanned = new ReflectionScanner(reader, worker, name -> true).scan(source);
        ScanResult declared = new ServiceLoaderScanner(TYPES).scan(source);
        Map<PluginType, Set<String>> named = ServiceLoaderScanner.declared(source.parts(), TYPES);
        Map<Key, Entry> entries = new TreeMap<>();
        for (ScanResult result : List.of(scanned, declared)) {
            result.plugins()
                    .forEach(plugin -> entries.put(
                            new Key(plugin.className(), plugin.type()),
                            entry(plugin, true, isNamed(named, plugin.className(), plugin.type()))));
            result.refused()
                    .forEach(refused -> entries.putIfAbsent(
                            new Key(refused.className(), refused.type()),
                            entry(
                                    new PluginDesc(
                                            refused.className(),
                                            refused.type(),
                                            PluginDesc.UNDEFINED,
                                            source.location(),
                                            source.loader()),
                                    false,
                                    isNamed(named, refused.className(), refused.type()))));
        }
        return List.copyOf(entries.values());
    }

    private static boolean isNamed(Map<PluginType, Set<String>> named, String className, PluginType type) {
        return named.getOrDefault(type, Set.of()).contains(className);
    }

    private static Entry entry(PluginDesc plugin, boolean loadable, boolean hasManifest) {
        Set<String> aliases = new TreeSet<>(List.of(plugin.simpleName(), plugin.shortName()));
        List<String> longestFirst = new ArrayList<>(aliases);
        longestFirst.sort((one, other) -> Integer.compare(other.length(), one.length()));
        return new Entry(
                plugin.className(),
                plugin.type(),
                plugin.hasVersion() ? plugin.version() : "",
                loadable,
                hasManifest,
                longestFirst,
                plugin.location());
    }

    /**
     * Writes service files so that they name the plugins that can be loaded. A single archive or a folder of classes is changed
     * itself; several archives in one folder get a further one.
     *
     * @param keepNotFound leave in what service files name and nobody finds
     * @param dryRun only say what would be done
     * @return a line for each change
     */
    public List<String> sync(PluginPath.Location location, boolean keepNotFound, boolean dryRun) throws IOException {
        Map<PluginType, Set<String>> wanted = new TreeMap<>();
        Map<PluginType, Set<String>> surplus = new TreeMap<>();
        List<String> changes = new ArrayList<>();
        for (Entry entry : entries(location)) {
            if (entry.loadable() && !entry.hasManifest()) {
                wanted.computeIfAbsent(entry.type(), type -> new TreeSet<>()).add(entry.className());
                changes.add("add\t" + entry.type() + "\t" + entry.className() + "\t" + entry.location());
            } else if (!entry.loadable() && entry.hasManifest() && !keepNotFound) {
                surplus.computeIfAbsent(entry.type(), type -> new TreeSet<>()).add(entry.className());
                changes.add("remove\t" + entry.type() + "\t" + entry.className() + "\t" + entry.location());
            }
        }
        if (!dryRun) {
            for (Path part : location.parts()) {
                change(part, surplus, location.parts().size() == 1 ? wanted : Map.of());
            }
            if (location.parts().size() > 1 && !wanted.isEmpty()) {
                addShim(location, wanted);
            }
        }
        return changes;
    }

    private static void change(Path part, Map<PluginType, Set<String>> surplus, Map<PluginType, Set<String>> additions)
            throws IOException {
        Set<PluginType> types = new TreeSet<>(additions.keySet());
        Map<PluginType, Set<String>> here = ServiceLoaderScanner.declared(List.of(part), TYPES);
        surplus.forEach((type, names) -> {
            if (here.getOrDefault(type, Set.of()).stream().anyMatch(names::contains)) {
                types.add(type);
            }
        });
        if (types.isEmpty()) {
            return;
        }
        if (Files.isDirectory(part)) {
            rewrite(part, types, here, surplus, additions);
            return;
        }
        Path copy = Files.createTempFile(part.toAbsolutePath().getParent(), "manifests", ".tmp");
        try {
            Files.copy(part, copy, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem archive = FileSystems.newFileSystem(copy, Map.of())) {
                rewrite(archive.getPath("/"), types, here, surplus, additions);
            }
            Files.move(copy, part.toRealPath(), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static void rewrite(
            Path root,
            Collection<PluginType> types,
            Map<PluginType, Set<String>> here,
            Map<PluginType, Set<String>> surplus,
            Map<PluginType, Set<String>> additions)
            throws IOException {
        for (PluginType type : types) {
            Set<String> names = new TreeSet<>(here.getOrDefault(type, Set.of()));
            names.removeAll(surplus.getOrDefault(type, Set.of()));
            names.addAll(additions.getOrDefault(type, Set.of()));
            Path manifest = root.resolve(FOLDER + type.type().getName());
            if (names.isEmpty()) {
                Files.deleteIfExists(manifest);
            } else {
                Files.createDirectories(manifest.getParent());
                Files.writeString(manifest, lines(names));
            }
        }
    }

    private static void addShim(PluginPath.Location location, Map<PluginType, Set<String>> additions)
            throws IOException {
        Path shim = location.path().resolve(SHIM);
        Map<PluginType, Set<String>> names = new TreeMap<>(additions);
        if (Files.exists(shim)) {
            ServiceLoaderScanner.declared(List.of(shim), TYPES).forEach((type, before) -> {
                if (!before.isEmpty()) {
                    names.computeIfAbsent(type, missing -> new TreeSet<>()).addAll(before);
                }
            });
        }
        try (OutputStream out = Files.newOutputStream(shim);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<PluginType, Set<String>> entry : names.entrySet()) {
                zip.putNextEntry(new ZipEntry(FOLDER + entry.getKey().type().getName()));
                zip.write(lines(entry.getValue()).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    private static String lines(Set<String> names) {
        return String.join("\n", names) + "\n";
    }
}
