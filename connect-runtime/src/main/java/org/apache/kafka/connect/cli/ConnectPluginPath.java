// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.plugins.PluginManifests;
import org.apache.kafka.connect.runtime.plugins.PluginPath;
import org.jspecify.annotations.Nullable;

/**
 * Lists the plugins of a plugin path, and writes their service files so that {@code plugin.discovery=service_load} finds them.
 *
 * <p>Thread: main.
 */
public final class ConnectPluginPath {
    private static final String NOTHING = "N/A";
    private static final int MOST_ALIASES = 2;
    private static final String USAGE = """
            usage: connect-plugin-path [-h] {list,sync-manifests} ...

              list            shows the plugins of the given places
              sync-manifests  adds missing plugins to service files, and removes those that cannot be loaded

              --plugin-location LOCATION  one plugin: an archive or a folder; may be repeated
              --plugin-path PATH          places separated by commas, as in plugin.path; may be repeated
              --worker-config FILE        a worker's properties file, for its plugin.path; may be repeated

            sync-manifests also takes
              --dry-run         says what would be done and does nothing
              --keep-not-found  leaves plugins in service files that cannot be loaded""";

    private final PrintStream out;

    ConnectPluginPath(PrintStream out) {
        this.out = out;
    }

    /** Leaves with 0, or with 1 and one line that says what is wrong. */
    public static void main(String[] args) {
        int exitCode = 0;
        try {
            new ConnectPluginPath(System.out).run(args);
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            exitCode = 1;
        }
        Exit.exit(exitCode);
    }

    private record Arguments(
            String command, List<PluginPath.Location> locations, boolean dryRun, boolean keepNotFound) {}

    void run(String... args) throws IOException {
        Arguments arguments = parse(args);
        PluginManifests manifests = new PluginManifests();
        switch (arguments.command()) {
            case "list" -> list(manifests, arguments.locations());
            case "sync-manifests" -> sync(manifests, arguments);
            default -> out.println(USAGE);
        }
    }

    private static Arguments parse(String... args) throws IOException {
        String command = args.length == 0 ? "" : args[0];
        if (command.equals("-h") || command.equals("--help")) {
            return new Arguments("help", List.of(), false, false);
        }
        if (!command.equals("list") && !command.equals("sync-manifests")) {
            throw new IllegalArgumentException("Nobody knows the command '" + command + "'\n" + USAGE);
        }
        List<PluginPath.Location> locations = new ArrayList<>();
        boolean dryRun = false;
        boolean keepNotFound = false;
        for (int i = 1; i < args.length; i++) {
            String argument = args[i];
            switch (argument) {
                case "-h", "--help" -> {
                    return new Arguments("help", List.of(), false, false);
                }
                case "--dry-run" -> dryRun = isSync(command, argument);
                case "--keep-not-found" -> keepNotFound = isSync(command, argument);
                case "--plugin-location" -> locations.add(PluginPath.location(value(args, ++i)));
                case "--plugin-path" ->
                    locations.addAll(path(Map.of(WorkerConfig.PLUGIN_PATH_CONFIG, value(args, ++i))));
                case "--worker-config" -> locations.addAll(path(properties(value(args, ++i))));
                default -> throw new IllegalArgumentException("Nobody knows the argument '" + argument + "'\n" + USAGE);
            }
        }
        if (locations.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name at least one place with plugins: --plugin-location, --plugin-path or" + " --worker-config");
        }
        return new Arguments(command, locations, dryRun, keepNotFound);
    }

    private static boolean isSync(String command, String argument) {
        if (!command.equals("sync-manifests")) {
            throw new IllegalArgumentException("'" + argument + "' belongs to sync-manifests\n" + USAGE);
        }
        return true;
    }

    private static String value(String[] args, int index) {
        if (index >= args.length) {
            throw new IllegalArgumentException("'" + args[index - 1] + "' needs a value\n" + USAGE);
        }
        return args[index];
    }

    private static List<PluginPath.Location> path(Map<String, String> properties) {
        return PluginPath.locations(WorkerConfig.pluginPath(properties));
    }

    private static Map<String, String> properties(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            properties.load(in);
        } catch (IOException e) {
            throw new IOException("Cannot read the worker's properties file '" + file + "': " + e, e);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private void list(PluginManifests manifests, List<PluginPath.Location> locations) {
        row(
                "pluginName",
                "firstAlias",
                "secondAlias",
                "pluginVersion",
                "pluginType",
                "isLoadable",
                "hasManifest",
                "pluginLocation");
        int total = 0;
        int loadable = 0;
        int compatible = 0;
        for (PluginPath.Location location : locations) {
            for (PluginManifests.Entry entry : manifests.entries(location)) {
                total++;
                loadable += entry.loadable() ? 1 : 0;
                compatible += entry.loadable() && entry.hasManifest() ? 1 : 0;
                row(
                        entry.className(),
                        alias(entry, 0),
                        alias(entry, 1),
                        entry.version().isEmpty() ? NOTHING : entry.version(),
                        entry.type().toString(),
                        String.valueOf(entry.loadable()),
                        String.valueOf(entry.hasManifest()),
                        entry.location());
            }
        }
        out.println();
        out.printf("Total plugins:      \t%d%n", total);
        out.printf("Loadable plugins:   \t%d%n", loadable);
        out.printf("Compatible plugins: \t%d%n", compatible);
    }

    private static @Nullable String alias(PluginManifests.Entry entry, int index) {
        return index < Math.min(MOST_ALIASES, entry.aliases().size())
                ? entry.aliases().get(index)
                : NOTHING;
    }

    private void row(@Nullable String... cells) {
        out.println(String.join("\t", cells));
    }

    private void sync(PluginManifests manifests, Arguments arguments) throws IOException {
        int changes = 0;
        for (PluginPath.Location location : arguments.locations()) {
            for (String change : manifests.sync(location, arguments.keepNotFound(), arguments.dryRun())) {
                out.println(change);
                changes++;
            }
        }
        if (changes == 0) {
            out.println("All plugins have a service file already; nothing was changed.");
        } else {
            out.println(
                    arguments.dryRun()
                            ? "Dry run: nothing was changed."
                            : "Changed " + changes + " entries of service files.");
        }
    }
}
