// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk what a scanner learned of a place, for as long as path, size and time of change of its files stay the same, and
 * those of the worker's class path. What could not be used is tried again each time, so that its reason is never an old one. A
 * folder that cannot be written to is no error: everything is then found anew.
 *
 * <p>Thread: any; a file is replaced as a whole.
 */
final class PluginIndex {
    private static final Logger log = LoggerFactory.getLogger(PluginIndex.class);
    private static final String HEAD = "penstock-plugin-index 1";
    private static final String END = "end";

    private final Path folder;
    private final String workerFingerprint;
    /** By archives and folders; several scanners look at the same ones. */
    private final Map<List<Path>, String> fingerprints = new ConcurrentHashMap<>();

    /** @param classPath the worker's class path; a change there voids everything remembered */
    PluginIndex(Path folder, List<Path> classPath) {
        this.folder = folder;
        this.workerFingerprint = fingerprint("", classPath);
    }

    /** The usual place: the user's cache folder. */
    static Path defaultFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(cache);
        return base.resolve("penstock").resolve("plugins");
    }

    /** A scanner that asks the index first. */
    PluginScanner remembering(String kind, PluginScanner scanner) {
        return source -> {
            String fingerprint =
                    fingerprints.computeIfAbsent(source.parts(), parts -> fingerprint(workerFingerprint, parts));
            Path file = folder.resolve(digest(kind + '\n' + source.location() + '\n' + source.parts()) + ".idx");
            Optional<ScanResult> remembered = read(file, fingerprint, source);
            if (remembered.isPresent()) {
                return remembered.get();
            }
            ScanResult result = scanner.scan(source);
            write(file, fingerprint, result);
            return result;
        };
    }

    private static Optional<ScanResult> read(Path file, String fingerprint, PluginSource source) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            int count = lines.size();
            if (count < 3
                    || !lines.get(0).equals(HEAD)
                    || !lines.get(1).equals(fingerprint)
                    || !lines.get(count - 1).equals(END)) {
                return Optional.empty();
            }
            return Optional.of(parse(lines.subList(2, count - 1), source));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ScanResult parse(List<String> lines, PluginSource source) {
        List<PluginDesc> plugins = new ArrayList<>();
        List<LinkageFinding> missing = new ArrayList<>();
        PluginProbe probe = new PluginProbe(source);
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            if (cells.length != 4) {
                throw new IllegalArgumentException("a line of an index has four cells");
            }
            switch (cells[0]) {
                case "plugin" ->
                    plugins.add(new PluginDesc(
                            cells[1], PluginType.valueOf(cells[2]), cells[3], source.location(), source.loader()));
                case "refused" -> probe.probe(cells[1], PluginType.valueOf(cells[2]));
                case "missing" -> missing.add(new LinkageFinding(source.location(), cells[1], cells[2]));
                default -> throw new IllegalArgumentException("unknown line");
            }
        }
        ScanResult tried = probe.result(missing);
        plugins.addAll(tried.plugins());
        return new ScanResult(plugins, tried.refused(), missing);
    }

    private void write(Path file, String fingerprint, ScanResult result) {
        List<String> lines = new ArrayList<>(List.of(HEAD, fingerprint));
        result.plugins()
                .forEach(plugin -> lines.add(
                        line("plugin", plugin.className(), plugin.type().name(), plugin.version())));
        result.refused()
                .forEach(refused -> lines.add(
                        line("refused", refused.className(), refused.type().name(), "")));
        result.missing().forEach(finding -> lines.add(line("missing", finding.neededBy(), finding.missing(), "")));
        lines.add(END);
        if (lines.stream().anyMatch(line -> line.indexOf('\n') >= 0)) {
            return; // a version with a line break in it is not worth a format
        }
        try {
            Files.createDirectories(folder);
            Path written = Files.createTempFile(folder, "index", ".tmp");
            try {
                Files.write(written, lines, StandardCharsets.UTF_8);
                Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException | SecurityException e) {
            log.debug("Cannot keep the plugin index in '{}': {}", folder, e.toString());
        }
    }

    private static String line(String... cells) {
        return String.join("\t", cells);
    }

    private static String fingerprint(String start, List<Path> parts) {
        StringBuilder text = new StringBuilder(start);
        for (Path part : parts) {
            if (Files.isDirectory(part)) {
                try {
                    PluginPath.files(part).forEach(file -> describe(file, text));
                } catch (IOException e) {
                    text.append(part).append(" unreadable\n");
                }
            } else {
                describe(part, text);
            }
        }
        return digest(text.toString());
    }

    private static void describe(Path file, StringBuilder text) {
        try {
            var attributes =
                    Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class, new LinkOption[0]);
            text.append(file)
                    .append('\t')
                    .append(attributes.size())
                    .append('\t')
                    .append(attributes.lastModifiedTime().toMillis());
        } catch (IOException e) {
            text.append(file).append("\tunreadable");
        }
        text.append('\n');
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
