// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void endsLinesAtEveryKindOfLineEnd() throws IOException {
        assertEquals(List.of("a", "b", "", "c"), all(reader("a\nb\r\n\rc\n", 64)));
    }

    @Test
    void countsBytesNotCharacters() throws IOException {
        LineReader reader = reader("grün\nweiß\n", 64);
        reader.fill();

        assertEquals("grün", reader.next());
        assertEquals("grün\n".getBytes(UTF_8).length, reader.position());
        assertEquals("weiß", reader.next());
        assertEquals("grün\nweiß\n".getBytes(UTF_8).length, reader.position());
    }

    @Test
    void holdsBackALineWithoutItsEnd() throws IOException {
        LineReader reader = reader("whole\npart", 64);
        reader.fill();

        assertEquals("whole", reader.next());
        assertNull(reader.next());
        assertEquals(6, reader.position());
    }

    @Test
    void waitsAfterACarriageReturnForWhatFollows() throws IOException {
        InputStream pieces = new SequenceInputStream(Collections.enumeration(List.of(bytes("a\r"), bytes("\nb\n"))));
        LineReader reader = new LineReader(pieces, 0, 64);
        reader.fill();
        assertNull(reader.next());

        reader.fill();

        assertEquals("a", reader.next());
        assertEquals(3, reader.position());
        assertEquals("b", reader.next());
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String line = "x".repeat(1_000);

        assertEquals(List.of(line, line), all(reader(line + "\n" + line + "\n", 16)));
    }

    @Test
    void cutsTheSameLinesHoweverTheBytesArrive() throws IOException {
        Random random = new Random(20_261_120L);
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int line = 0; line < 20; line++) {
                String content = "é".repeat(random.nextInt(5)) + "z".repeat(random.nextInt(40));
                expected.add(content);
                text.append(content).append(random.nextBoolean() ? "\n" : "\r\n");
            }
            assertEquals(expected, all(reader(text.toString(), 1 + random.nextInt(50))), "round " + round);
        }
    }

    private static LineReader reader(String text, int capacity) {
        return new LineReader(bytes(text), 0, capacity);
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static List<String> all(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        do {
            for (String line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        } while (reader.fill());
        return lines;
    }
}
