// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * JSON text in a growing buffer: the same bytes that Jackson would write. Above a certain depth it gives up, so that
 * limits of depth are Jackson's business.
 *
 * <p>Thread: one; used again and again.
 */
final class JsonOutput {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_NUMBER = 24;
    private static final int LONGEST_CHARACTER = 6;
    private static final int MAX_DEPTH = 500;
    /** From here on a text is worth an encoded copy, which is looked through much faster. */
    private static final int LONG_TEXT = 32;

    /** A larger buffer is not kept. */
    private static final int MAX_KEPT = 1 << 20;

    /** For each ASCII character: 0 if it stands for itself, -1 if it needs its number, else the letter behind the backslash. */
    private static final byte[] ESCAPES = new byte[128];

    static {
        Arrays.fill(ESCAPES, 0, 32, (byte) -1);
        ESCAPES['\b'] = 'b';
        ESCAPES['\t'] = 't';
        ESCAPES['\n'] = 'n';
        ESCAPES['\f'] = 'f';
        ESCAPES['\r'] = 'r';
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
    }

    private byte[] buffer = new byte[512];
    private int length;
    private int depth;

    void reset() {
        length = 0;
        depth = 0;
    }

    boolean worthKeeping() {
        return buffer.length <= MAX_KEPT;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
        }
    }

    void open(char bracket) {
        if (++depth > MAX_DEPTH) throw Surprise.INSTANCE;
        character(bracket);
    }

    void close(char bracket) {
        depth--;
        character(bracket);
    }

    void character(char ascii) {
        reserve(1);
        buffer[length++] = (byte) ascii;
    }

    void raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    void nothing() {
        raw(NULL);
    }

    void bool(boolean value) {
        raw(value ? TRUE : FALSE);
    }

    void number(int value) {
        reserve(LONGEST_NUMBER);
        length = NumberOutput.outputInt(value, buffer, length);
    }

    void number(long value) {
        reserve(LONGEST_NUMBER);
        length = NumberOutput.outputLong(value, buffer, length);
    }

    void number(float value) {
        numeral(Float.toString(value), Float.isFinite(value));
    }

    void number(double value) {
        numeral(Double.toString(value), Double.isFinite(value));
    }

    /** What is no number in JSON is written as a string. */
    private void numeral(String text, boolean finite) {
        if (!finite) character('"');
        ascii(text);
        if (!finite) character('"');
    }

    @SuppressWarnings("deprecation") // the only copy without a detour; every character is ASCII
    void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), buffer, length);
        length += text.length();
    }

    void base64(byte[] bytes) {
        character('"');
        raw(Base64.getEncoder().encode(bytes));
        character('"');
    }

    void string(String text) {
        int end = text.length();
        reserve(end + 2);
        if (end >= LONG_TEXT) {
            longString(text, end);
            return;
        }
        byte[] out = buffer;
        int at = length;
        out[at++] = '"';
        int i = 0;
        while (i < end) {
            char c = text.charAt(i);
            if (c >= 128 || ESCAPES[c] != 0) break;
            out[at++] = (byte) c;
            i++;
        }
        length = at;
        if (i < end) unusual(text, i);
        character('"');
    }

    /** Looks at the text in eights and copies at once all before the first character that does not stand for itself. */
    private void longString(String text, int end) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        buffer[length++] = '"';
        // With as many bytes as characters all of them are ASCII, or lone surrogates that have become question marks.
        int plain = encoded.length == end ? plainBegin(text, encoded) : 0;
        System.arraycopy(encoded, 0, buffer, length, plain);
        length += plain;
        if (plain < end) unusual(text, plain);
        character('"');
    }

    /** How many characters from the first on stand for themselves. */
    private static int plainBegin(String text, byte[] encoded) {
        int i = 0;
        while (true) {
            while (i + Octets.SIZE <= encoded.length && isPlain(Octets.at(encoded, i))) i += Octets.SIZE;
            int checked = Math.min(i + Octets.SIZE, encoded.length);
            for (; i < checked; i++) {
                char c = text.charAt(i);
                if (c >= 128 || ESCAPES[c] != 0) return i;
            }
            if (i == encoded.length) return i;
        }
    }

    private static boolean isPlain(long octets) {
        return !Octets.special(octets) && !Octets.contain(octets, '?');
    }

    /** Goes on with a string from the first character that does not simply stand for itself. */
    private void unusual(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            reserve(LONGEST_CHARACTER);
            char c = text.charAt(i);
            if (c < 128) {
                ascii(c);
            } else if (c < 0x800) {
                buffer[length++] = (byte) (0xc0 | (c >> 6));
                buffer[length++] = (byte) (0x80 | (c & 0x3f));
            } else if (Character.isSurrogate(c)) {
                numbered(c);
            } else {
                buffer[length++] = (byte) (0xe0 | (c >> 12));
                buffer[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                buffer[length++] = (byte) (0x80 | (c & 0x3f));
            }
        }
    }

    private void ascii(char c) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
            buffer[length++] = (byte) c;
        } else if (escape > 0) {
            buffer[length++] = '\\';
            buffer[length++] = escape;
        } else {
            numbered(c);
        }
    }

    private void numbered(char c) {
        buffer[length++] = '\\';
        buffer[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) buffer[length++] = HEX[(c >> shift) & 0xf];
    }
}
