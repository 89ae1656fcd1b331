// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.connect.runtime.plugins.DiscoveryMode;
import org.apache.kafka.connect.runtime.plugins.PluginJars;
import org.apache.kafka.connect.runtime.plugins.PluginType;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectPluginPathTest {
    private static final String HEAD =
            "pluginName\tfirstAlias\tsecondAlias\tpluginVersion\tpluginType\tisLoadable\thasManifest\tpluginLocation";

    @TempDir
    private Path temp;

    private static List<String> run(String... args) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ConnectPluginPath(new PrintStream(out, true, StandardCharsets.UTF_8)).run(args);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> foundByServiceFiles(Path place) {
        return Plugins.discover(new Plugins.Settings(List.of(place.toString()), DiscoveryMode.SERVICE_LOAD, null))
                .registry()
                .all(PluginType.SINK)
                .stream()
                .map(desc -> desc.className())
                .toList();
    }

    @Test
    void theListShowsWhatIsThereAndWhatServiceFilesSay() throws IOException {
        Path jar = PluginJars.in(temp)
                .sink("p.GoodSinkConnector", "1")
                .sink("p.SilentSink", "2")
                .source("p.BrokenSink", "extends p.SilentSink { public BrokenSink(int needed) {} }")
                .service(SinkConnector.class, "p.GoodSinkConnector", "p.GoneSink")
                .jar("path/a.jar");

        List<String> expected = List.of(
                HEAD,
                "p.BrokenSink\tBrokenSink\tN/A\tN/A\tsink\tfalse\tfalse\t" + jar,
                "p.GoneSink\tGoneSink\tN/A\tN/A\tsink\tfalse\ttrue\t" + jar,
                "p.GoodSinkConnector\tGoodSinkConnector\tGoodSink\t1\tsink\ttrue\ttrue\t" + jar,
                "p.SilentSink\tSilentSink\tN/A\t2\tsink\ttrue\tfalse\t" + jar,
                "",
                "Total plugins:      \t4",
                "Loadable plugins:   \t2",
                "Compatible plugins: \t1");
        assertEquals(expected, run("list", "--plugin-location", jar.toString()));
        assertEquals(expected, run("list", "--plugin-path", jar.getParent().toString()));
        Path worker = Files.writeString(temp.resolve("w.properties"), "plugin.path=" + jar + "\n");
        assertEquals(expected, run("list", "--worker-config", worker.toString()));
    }

    @Test
    void syncBringsServiceFilesOfEveryKindOfPlaceUpToDate() throws IOException {
        Path jar = PluginJars.in(temp)
                .sink("p.JarSink", "1")
                .service(SinkConnector.class, "p.GoneSink")
                .jar("jar/a.jar");
        Path classes = PluginJars.in(temp).sink("p.ClassesSink", "1").classes("classes");
        PluginJars.in(temp).sink("p.FirstSink", "1").jar("many/one.jar");
        PluginJars.in(temp).sink("p.SecondSink", "1").jar("many/two.jar");
        for (Path place : List.of(jar, classes, temp.resolve("many"))) {
            List<String> dry = run("sync-manifests", "--plugin-location", place.toString(), "--dry-run");
            assertEquals("Dry run: nothing was changed.", dry.get(dry.size() - 1));
            run("sync-manifests", "--plugin-location", place.toString());
            assertEquals(
                    List.of("All plugins have a service file already; nothing was changed."),
                    run("sync-manifests", "--plugin-location", place.toString()));
        }
        assertEquals(List.of("p.JarSink"), foundByServiceFiles(jar));
        assertEquals(
                List.of("p.FirstSink", "p.SecondSink"),
                foundByServiceFiles(temp).stream()
                        .filter(name -> name.matches("p\\.(First|Second)Sink"))
                        .toList());
        assertTrue(foundByServiceFiles(temp).contains("p.ClassesSink"));
    }

    @Test
    void whatCannotBeLoadedMayBeKept() throws IOException {
        Path jar = PluginJars.in(temp)
                .sink("p.JarSink", "1")
                .service(SinkConnector.class, "p.JarSink", "p.GoneSink")
                .jar("a.jar");
        String place = jar.toString();
        assertEquals(
                1,
                run("sync-manifests", "--keep-not-found", "--plugin-location", place)
                        .size());
        assertEquals(
                List.of("remove\tsink\tp.GoneSink\t" + jar, "Changed 1 entries of service files."),
                run("sync-manifests", "--plugin-location", place));
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        for (String[] wrong : new String[][] {
            {},
            {"delete"},
            {"list"},
            {"list", "--dry-run"},
            {"list", "--plugin-location"},
            {"list", "--nope"},
            {"list", "--plugin-location", "/no/such/place"}
        }) {
            assertThrows(IllegalArgumentException.class, () -> run(wrong), String.join(" ", wrong));
        }
        assertThrows(IOException.class, () -> run("list", "--worker-config", "/no/such/file"));
    }

    @Test
    void helpShowsTheOptions() throws IOException {
        assertTrue(run("--help").get(0).startsWith("usage: connect-plugin-path"));
    }
}
