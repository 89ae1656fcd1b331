// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * What the worker's own class path consists of, told apart so that start-up looks only where a plugin can be: our own jars declare
 * all they have in service files, well-known libraries have none, and the rest was added by the user and is searched.
 *
 * @param own the jars of this product
 * @param others everything else
 */
record WorkerClassPath(List<Path> own, List<Path> others) {
    /** A class of each of our jars that may lie on the class path. */
    private static final List<String> MARKERS = List.of(
            "org/apache/kafka/connect/storage/Converter.class",
            "org/apache/kafka/connect/json/JsonConverter.class",
            "org/apache/kafka/connect/transforms/util/Requirements.class",
            "org/apache/kafka/connect/file/FileStreamSourceConnector.class",
            "org/apache/kafka/connect/rest/basic/auth/extension/BasicAuthSecurityRestExtension.class",
            "org/apache/kafka/connect/runtime/plugins/Plugins.class");

    /** Packages of libraries that know nothing of connectors. */
    private static final List<String> LIBRARIES = List.of(
            "ch/qos/logback/",
            "com/fasterxml/",
            "com/github/luben/",
            "com/google/",
            "com/sun/",
            "jakarta/",
            "javassist/",
            "javax/",
            "net/jpountz/",
            "org/aopalliance/",
            "org/apache/commons/",
            "org/apache/kafka/clients/",
            "org/apache/kafka/common/",
            "org/apache/kafka/server/",
            "org/apache/kafka/shaded/",
            "org/apache/maven/",
            "org/codehaus/",
            "org/eclipse/jetty/",
            "org/glassfish/",
            "org/jspecify/",
            "org/jvnet/",
            "org/slf4j/",
            "org/xerial/");

    WorkerClassPath {
        own = List.copyOf(own);
        others = List.copyOf(others);
    }

    static WorkerClassPath of(String classPath, ClassLoader loader) {
        Set<Path> parts = new LinkedHashSet<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                add(path(entry), parts);
            }
        }
        Set<Path> own = new LinkedHashSet<>();
        for (String marker : MARKERS) {
            Path place = placeOf(marker, loader.getResource(marker));
            if (place != null) {
                own.add(place);
            }
        }
        List<Path> others = parts.stream().filter(part -> !own.contains(part)).toList();
        return new WorkerClassPath(List.copyOf(own), others);
    }

    /** All parts, ours first. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(own);
        all.addAll(others);
        return all;
    }

    /** Whether a class file on the class path is worth a look. */
    static boolean mayBePlugin(String classFile) {
        return LIBRARIES.stream().noneMatch(classFile::startsWith);
    }

    private static void add(@Nullable Path part, Set<Path> parts) {
        if (part != null && Files.exists(part) && parts.add(part) && PluginPath.isArchive(part)) {
            referredTo(part).forEach(further -> add(further, parts));
        }
    }

    /** What the manifest of a jar adds to the class path. */
    private static List<Path> referredTo(Path jar) {
        List<Path> further = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            String classPath =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (classPath != null) {
                for (String entry : classPath.trim().split("\\s+")) {
                    URI uri = jar.toUri().resolve(new URI(entry));
                    further.add(Path.of(uri).normalize());
                }
            }
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            return further; // a class path may hold files that are no jars; they hold no plugins either
        }
        return further;
    }

    private static @Nullable Path path(String entry) {
        try {
            return Path.of(entry).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static @Nullable Path placeOf(String marker, @Nullable URL url) {
        if (url == null) {
            return null;
        }
        try {
            String text = url.toString();
            if (url.getProtocol().equals("jar")) {
                return Path.of(new URI(text.substring("jar:".length(), text.indexOf("!/"))))
                        .normalize();
            }
            return Path.of(new URI(text.substring(0, text.length() - marker.length())))
                    .normalize();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
