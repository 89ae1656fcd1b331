// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorFileTest {
    @TempDir
    Path folder;

    @Test
    void readsProperties() throws IOException {
        ConnectorFile file = read("x.json", "name=c\nconnector.class=X\ntasks.max=1\n");

        assertEquals("c", file.name());
        assertEquals(Map.of("name", "c", "connector.class", "X", "tasks.max", "1"), file.config());
        assertNull(file.initialState());
    }

    @Test
    void propertiesFilesAreLatin1WithEscapes() throws IOException {
        Path file = folder.resolve("latin1.properties");
        Files.write(file, "name=c\nconnector.class=X\nword=\u00fc\\u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

        assertEquals("\u00fc\u00e4", ConnectorFile.read(file).config().get("word"));
    }

    @Test
    void readsAFlatJsonObjectWhateverTheFileIsCalled() throws IOException {
        ConnectorFile file = read("x.properties", "{\"name\":\"c\",\"connector.class\":\"X\",\"tasks.max\":1}");

        assertEquals("c", file.name());
        assertEquals(Map.of("name", "c", "connector.class", "X", "tasks.max", "1"), file.config());
    }

    @Test
    void readsARequestAsItCouldBePosted() throws IOException {
        ConnectorFile file = read(
                "x",
                "{\"name\":\"c\",\"config\":{\"connector.class\":\"X\"},\"initial_state\":\"paused\",\"other\":[1]}");

        assertEquals("c", file.name());
        assertEquals(Map.of("name", "c", "connector.class", "X"), file.config());
        assertEquals(TargetState.PAUSED, file.initialState());
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertRefused("names no connector", "connector.class=X\n");
        assertRefused("names no connector", "{\"connector.class\":\"X\"}");
        assertRefused("names no connector", "{\"config\":{\"connector.class\":\"X\"}}");
        assertRefused("'a' in connector file", "{\"name\":\"c\",\"a\":{\"b\":1}}");
        assertRefused("RUNNING, PAUSED or STOPPED", "{\"name\":\"c\",\"config\":{},\"initial_state\":\"ASLEEP\"}");
        assertThrows(NoSuchFileException.class, () -> ConnectorFile.read(folder.resolve("absent")));
    }

    private void assertRefused(String says, String text) {
        ConfigException refused = assertThrows(ConfigException.class, () -> read("wrong", text));
        assertTrue(refused.getMessage().contains(says), refused.getMessage());
    }

    private ConnectorFile read(String name, String text) throws IOException {
        return ConnectorFile.read(Files.writeString(folder.resolve(name), text));
    }
}
