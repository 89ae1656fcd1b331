// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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
    private static final String HEAD = "penstock-plugin-index 2";
    private static final String END = "end";

    private final Path folder;
    private final String workerFingerprint;
    /** States by archives and folders; several scanners look at the same ones. */
    private final Map<List<Path>, List<String>> states = new ConcurrentHashMap<>();

    /** @param classPath the worker's class path; a change there voids everything remembered */
    PluginIndex(Path folder, List<Path> classPath) {
        this.folder = folder;
        this.workerFingerprint = digest(String.join("\n", states.computeIfAbsent(classPath, PluginIndex::state)));
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
            List<String> state = states.computeIfAbsent(source.parts(), PluginIndex::state);
            List<String> head = new ArrayList<>(List.of(HEAD, workerFingerprint, state.size() + " files"));
            head.addAll(state);
            Path file = folder.resolve(digest(name(kind, source)) + ".idx");
            Optional<ScanResult> remembered = read(file, head, source);
            if (remembered.isPresent()) {
                return remembered.get();
            }
            ScanResult result = scanner.scan(source);
            write(file, head, result);
            return result;
        };
    }

    /** Class paths are all called alike: their parts tell them apart. */
    private static String name(String kind, PluginSource source) {
        String name = kind + '\n' + source.location();
        return source.isClassPath() ? name + '\n' + source.parts() : name;
    }

    private static Optional<ScanResult> read(Path file, List<String> head, PluginSource source) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            int count = lines.size();
            int from = head.size();
            if (count <= from
                    || !lines.subList(0, from).equals(head)
                    || !lines.get(count - 1).equals(END)) {
                return Optional.empty();
            }
            return Optional.of(parse(lines.subList(from, count - 1), source));
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

    private void write(Path file, List<String> head, ScanResult result) {
        List<String> lines = new ArrayList<>(head);
        result.plugins()
                .forEach(plugin -> lines.add(
                        line("plugin", plugin.className(), plugin.type().name(), plugin.version())));
        result.refused()
                .forEach(refused -> lines.add(
                        line("refused", refused.className(), refused.type().name(), "")));
        result.missing().forEach(finding -> lines.add(line("missing", finding.neededBy(), finding.missing(), "")));
        lines.add(END);
        if (lines.stream().anyMatch(line -> line.indexOf('\n') >= 0)) {
            return; // a version or a path with a line break in it is not worth a format
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

    /** Size and time of change of every file, a line each. Not digested: a start has better things to do. */
    private static List<String> state(List<Path> parts) {
        List<String> lines = new ArrayList<>();
        for (Path part : parts) {
            if (Files.isDirectory(part)) {
                try {
                    PluginPath.files(part).forEach(file -> lines.add(describe(file)));
                } catch (IOException e) {
                    lines.add(part + "\tunreadable");
                }
            } else {
                lines.add(describe(part));
            }
        }
        return lines;
    }

    private static String describe(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return file + "\t" + attributes.size() + '\t'
                    + attributes.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return file + "\tunreadable";
        }
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
