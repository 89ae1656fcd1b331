// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the class files of archives and folders. Classes that are equal in name, checksum and size are read once, in however many
 * archives they lie. Meant to live for one discovery.
 *
 * <p>Thread: any; several places may be read at once.
 */
final class ClassFileReader {
    private static final Logger log = LoggerFactory.getLogger(ClassFileReader.class);
    private static final String SUFFIX = ".class";

    private record Key(String entry, long crc, long size) {}

    private final Map<Key, ClassFile> seen = new ConcurrentHashMap<>();

    /**
     * Hands over every readable class of the parts.
     *
     * @param wanted decides by the entry's name, such as {@code a/b/C.class}, whether to look at it
     */
    void read(List<Path> parts, Predicate<String> wanted, Consumer<ClassFile> found) {
        Predicate<String> classes = name -> name.endsWith(SUFFIX)
                && !name.startsWith("META-INF/")
                && !name.endsWith("module-info.class")
                && !name.endsWith("package-info.class")
                && wanted.test(name);
        for (Path part : parts) {
            try {
                if (Files.isDirectory(part)) {
                    readFolder(part, classes, found);
                } else {
                    readArchive(part, classes, found);
                }
            } catch (IOException e) {
                log.error("Cannot read '{}' to look for plugins: {}. Continuing without it.", part, e.toString());
            }
        }
    }

    private void readArchive(Path archive, Predicate<String> classes, Consumer<ClassFile> found) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (classes.test(entry.getName())) {
                    readEntry(archive, zip, entry, found);
                }
            }
        }
    }

    private void readEntry(Path archive, ZipFile zip, ZipEntry entry, Consumer<ClassFile> found) {
        Key key = new Key(entry.getName(), entry.getCrc(), entry.getSize());
        ClassFile known = seen.get(key);
        if (known == null) {
            try (InputStream in = zip.getInputStream(entry)) {
                known = ClassFile.read(in.readAllBytes(), ClassFile.Detail.REFERENCES);
            } catch (IOException | IllegalArgumentException e) {
                log.debug("Cannot read '{}' in '{}': {}", entry.getName(), archive, e.toString());
                return;
            }
            seen.put(key, known);
        }
        found.accept(known);
    }

    private void readFolder(Path folder, Predicate<String> classes, Consumer<ClassFile> found) throws IOException {
        for (Path file : PluginPath.files(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (classes.test(name)) {
                try {
                    found.accept(ClassFile.read(Files.readAllBytes(file), ClassFile.Detail.REFERENCES));
                } catch (IOException | IllegalArgumentException e) {
                    log.debug("Cannot read '{}': {}", file, e.toString());
                }
            }
        }
    }
}
