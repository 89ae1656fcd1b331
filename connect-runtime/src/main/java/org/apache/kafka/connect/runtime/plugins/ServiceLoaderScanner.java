// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the plugins that a place names in its service files; reads those files and nothing else. */
final class ServiceLoaderScanner implements PluginScanner {
    private static final Logger log = LoggerFactory.getLogger(ServiceLoaderScanner.class);
    private static final String FOLDER = "META-INF/services/";

    private final List<PluginType> types;

    ServiceLoaderScanner(List<PluginType> types) {
        this.types = List.copyOf(types);
    }

    @Override
    public ScanResult scan(PluginSource source) {
        PluginProbe probe = new PluginProbe(source);
        declared(source.parts(), types)
                .forEach((type, classNames) -> classNames.forEach(className -> probe.probe(className, type)));
        return probe.result(List.of());
    }

    /** The class names that the places declare for each type, each once, in their order. */
    static Map<PluginType, Set<String>> declared(List<Path> parts, List<PluginType> types) {
        Map<PluginType, Set<String>> names = new EnumMap<>(PluginType.class);
        types.forEach(type -> names.put(type, new LinkedHashSet<>()));
        for (Path part : parts) {
            try {
                if (Files.isDirectory(part)) {
                    for (Map.Entry<PluginType, Set<String>> entry : names.entrySet()) {
                        Path manifest = part.resolve(file(entry.getKey()));
                        if (Files.isRegularFile(manifest)) {
                            read(Files.newInputStream(manifest), entry.getValue());
                        }
                    }
                } else if (Files.isRegularFile(part)) {
                    readArchive(part, names);
                }
            } catch (IOException e) {
                log.error("Cannot read service files of '{}': {}. Continuing without them.", part, e.toString());
            }
        }
        return names;
    }

    private static void readArchive(Path archive, Map<PluginType, Set<String>> names) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Map.Entry<PluginType, Set<String>> entry : names.entrySet()) {
                ZipEntry manifest = zip.getEntry(file(entry.getKey()));
                if (manifest != null) {
                    read(zip.getInputStream(manifest), entry.getValue());
                }
            }
        }
    }

    private static String file(PluginType type) {
        return FOLDER + type.type().getName();
    }

    private static void read(InputStream manifest, Set<String> names) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(manifest, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int comment = line.indexOf('#');
                String name = (comment < 0 ? line : line.substring(0, comment)).trim();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
    }
}
