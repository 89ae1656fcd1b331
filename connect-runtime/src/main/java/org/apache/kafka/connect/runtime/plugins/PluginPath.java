// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a plugin path holds. An archive is one plugin; in a folder every archive and every child folder is one. A child folder's
 * plugin is all archives below it or, when there are none, the class files below it. Links are followed; what is missing or cannot
 * be read is said in the log and skipped.
 */
public final class PluginPath {
    private static final Logger log = LoggerFactory.getLogger(PluginPath.class);

    /**
     * One plugin's place.
     *
     * @param path the archive or folder it stands for
     * @param parts its archives, or itself when it is one archive or a folder of classes
     */
    public record Location(Path path, List<Path> parts) {
        public Location {
            parts = List.copyOf(parts);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    private PluginPath() {}

    /** The plugins of all entries, ordered by place, each place once. */
    public static List<Location> locations(Collection<String> entries) {
        TreeMap<Path, Location> found = new TreeMap<>();
        for (String entry : entries) {
            for (Path plugin : plugins(entry)) {
                List<Path> parts = parts(plugin);
                if (parts.isEmpty()) {
                    log.debug("No archives and no classes in '{}'", plugin);
                } else {
                    found.putIfAbsent(plugin, new Location(plugin, parts));
                }
            }
        }
        return List.copyOf(found.values());
    }

    /**
     * The one plugin that an archive or folder is.
     *
     * @throws IllegalArgumentException when there is nothing to load
     */
    public static Location location(String place) {
        Path path = Path.of(place).toAbsolutePath().normalize();
        List<Path> parts = Files.exists(path) ? parts(path) : List.of();
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("There is no plugin at '" + path + "'");
        }
        return new Location(path, parts);
    }

    private static List<Path> plugins(String entry) {
        Path path;
        try {
            path = Path.of(entry).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            log.error("Cannot use '{}' of plugin.path: {}. Continuing without it.", entry, e.getMessage());
            return List.of();
        }
        if (isArchive(path) && Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.exists(path)) {
            log.error("'{}' of plugin.path does not exist. Continuing without it.", path);
            return List.of();
        }
        List<Path> plugins = new ArrayList<>();
        try {
            for (Path child : children(path)) {
                if (Files.isDirectory(child) || isArchive(child)) {
                    plugins.add(child);
                }
            }
        } catch (IOException e) {
            log.error("Cannot read '{}' of plugin.path: {}. Continuing without it.", path, e.toString());
        }
        return plugins;
    }

    private static List<Path> parts(Path plugin) {
        if (!Files.isDirectory(plugin)) {
            return List.of(plugin);
        }
        Set<Path> archives = new TreeSet<>();
        boolean classes = collect(plugin, archives, new HashSet<>());
        if (archives.isEmpty()) {
            return classes ? List.of(plugin) : List.of();
        }
        if (classes) {
            log.warn("'{}' holds archives and bare class files. The class files are ignored.", plugin);
        }
        return List.copyOf(archives);
    }

    /** Adds the archives below a folder and tells whether there are class files too. */
    private static boolean collect(Path folder, Set<Path> archives, Set<Path> visited) {
        boolean classes = false;
        try {
            if (!visited.add(folder.toRealPath())) {
                return false;
            }
            for (Path child : children(folder)) {
                if (Files.isDirectory(child)) {
                    classes |= collect(child, archives, visited);
                } else if (isArchive(child)) {
                    archives.add(child);
                } else {
                    classes |= child.toString().endsWith(".class");
                }
            }
        } catch (IOException e) {
            log.error("Cannot read '{}' below plugin.path: {}. Continuing without it.", folder, e.toString());
        }
        return classes;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder)) {
            return all(listing);
        }
    }

    /** All of a listing, or the reason why it ended early. */
    static List<Path> all(DirectoryStream<Path> listing) throws IOException {
        List<Path> all = new ArrayList<>();
        try {
            listing.forEach(all::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return all;
    }

    /** All files below a folder of classes, in order; links are followed, but not round in circles. */
    static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        files.add(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason) {
                        log.warn(
                                "Cannot read '{}' below plugin.path: {}. Continuing without it.",
                                file,
                                reason.toString());
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(files);
        return files;
    }

    static boolean isArchive(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip");
    }
}
