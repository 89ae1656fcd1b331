// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a start with many large plugins short: equal classes are read once, and an unchanged plugin is not read again. */
class QuickStartUpTest {
    private static final int CLASSES = 60;
    private static final int COPIES = 20;

    @TempDir
    private Path temp;

    @Test
    void equalClassesOfManyPluginsAreReadOnce() throws IOException {
        List<Path> copies = copies(largePlugin());
        Set<ClassFile> read = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> handedOver = new ArrayList<>();

        new ClassFileReader().read(copies, name -> true, file -> {
            read.add(file);
            handedOver.add(file.className());
        });

        assertEquals(CLASSES + 1, read.size());
        assertEquals((CLASSES + 1) * COPIES, handedOver.size());
    }

    @Test
    void everyCopyIsAPluginOfItsOwnColdAndFromTheIndex() throws IOException {
        List<Path> copies = copies(largePlugin());

        for (String pass : List.of("cold", "indexed")) {
            List<String> locations = discover(copies).registry().all(PluginType.SINK).stream()
                    .map(PluginDesc::location)
                    .distinct()
                    .toList();
            assertEquals(COPIES, locations.size(), pass);
        }
    }

    @Test
    void anIndexedPluginIsNotReadAgain() throws IOException {
        List<Path> copies = copies(largePlugin());
        discover(copies);
        for (Path copy : copies) {
            FileTime modified = Files.getLastModifiedTime(copy);
            Files.write(copy, new byte[(int) Files.size(copy)]); // whoever opens it now finds nothing
            Files.setLastModifiedTime(copy, modified);
        }

        Plugins plugins = discover(copies);

        assertEquals(COPIES, plugins.registry().all(PluginType.SINK).size());
        assertTrue(plugins.registry().all(PluginType.SINK).stream()
                .allMatch(desc -> desc.className().equals("large.LargeSink")
                        && desc.version().equals("1")));
    }

    @Test
    void aFolderOfClassesThatLinksToItselfIsReadOnce() throws IOException {
        PluginJars.in(temp).sink("p.LoopedSink", "1").classes("path/looped");
        Files.createSymbolicLink(temp.resolve("path/looped/again"), temp.resolve("path/looped"));

        for (String pass : List.of("cold", "indexed")) {
            List<String> sinks = discover(List.of(temp.resolve("path"))).registry().all(PluginType.SINK).stream()
                    .map(PluginDesc::className)
                    .toList();
            assertEquals(List.of("p.LoopedSink"), sinks, pass);
        }
    }

    private Plugins discover(List<Path> path) {
        return Plugins.discover(
                new Plugins.Settings(
                        path.stream().map(Path::toString).toList(),
                        DiscoveryMode.of("hybrid_warn"),
                        temp.resolve("index")),
                "");
    }

    private Path largePlugin() {
        PluginJars jar = PluginJars.in(temp).sink("large.LargeSink", "1");
        for (int i = 0; i < CLASSES; i++) {
            jar.source("large.lib.Part" + i, "{ public String me() { return \"" + i + "\"; } }");
        }
        return jar.service(SinkConnector.class, "large.LargeSink").jar("large.jar");
    }

    private List<Path> copies(Path jar) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            copies.add(Files.copy(
                    jar, Files.createDirectories(temp.resolve("copy-" + i)).resolve("large.jar")));
        }
        return copies;
    }
}
