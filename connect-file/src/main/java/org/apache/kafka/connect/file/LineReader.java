// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines that end in LF, CR or CR LF. A line without an end is held back until its end comes; a
 * CR at the end of what is there is held back until it is known whether an LF follows.
 *
 * <p>Thread: one at a time.
 */
final class LineReader {
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private final InputStream in;
    private byte[] buffer;
    /** Where the current line begins. */
    private int start;
    /** How far the current line was searched for its end. */
    private int searched;
    /** Where the bytes that were read end. */
    private int end;

    private long position;

    /**
     * @param position bytes that lie before the stream
     * @param capacity size of the buffer in bytes, to begin with; it grows with the longest line
     */
    LineReader(InputStream in, long position, int capacity) {
        this.in = in;
        this.position = position;
        this.buffer = new byte[capacity];
    }

    /** Bytes from the beginning up to the line that {@link #next} will return. */
    long position() {
        return position;
    }

    /** The next whole line among the bytes already read, without its end; {@code null} if there is none. */
    String next() {
        byte[] bytes = buffer;
        for (int i = searched; i < end; i++) {
            byte b = bytes[i];
            if (b == LF) {
                return line(i, i + 1);
            }
            if (b == CR) {
                if (i + 1 >= end) {
                    searched = i;
                    return null;
                }
                return line(i, bytes[i + 1] == LF ? i + 2 : i + 1);
            }
        }
        searched = end;
        return null;
    }

    private String line(int lineEnd, int nextStart) {
        String line = new String(buffer, start, lineEnd - start, UTF_8);
        position += nextStart - start;
        start = nextStart;
        searched = nextStart;
        return line;
    }

    /**
     * Reads more bytes, if there are any now.
     *
     * @return whether there were
     */
    boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            searched -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read <= 0) {
            return false;
        }
        end += read;
        return true;
    }

    void close() throws IOException {
        in.close();
    }
}
