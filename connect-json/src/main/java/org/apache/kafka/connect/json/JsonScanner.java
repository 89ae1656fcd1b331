// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads plain JSON from bytes. It takes only what is certain to mean to Jackson what it means here; at anything else,
 * be it wrong or just rare, it throws {@link Surprise}.
 *
 * <p>Thread: one; used up by one text.
 */
final class JsonScanner {
    private static final int END = -1;
    private static final int MAX_DEPTH = 500;
    private static final int MAX_STRING = 1_000_000;
    private static final int MAX_NAME = 10_000;
    private static final int MAX_NUMBER = 300;
    private static final int MAX_EXPONENT = 9_999;
    /** As many decimal digits always fit a long. */
    private static final int SAFE_DIGITS = 18;

    private static final long EXACT_IN_DOUBLE = 1L << 53;
    private static final int EXACT_IN_FLOAT = 1 << 24;
    private static final char REPLACEMENT = '\ufffd';

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
    private static final float[] FLOAT_POWERS_OF_TEN = {
        1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f
    };

    private final byte[] text;
    private final NameCache names;
    private int at;
    private int depth;

    // The number read last: its digits as one whole number, and the power of ten that belongs to it.
    private long digits;
    private int exponent;
    private boolean exact;
    private boolean negative;

    JsonScanner(byte[] text, NameCache names) {
        this.text = text;
        this.names = names;
    }

    int position() {
        return at;
    }

    /** The next byte that is not white space, which stays there; -1 at the end. */
    int peek() {
        while (at < text.length) {
            byte b = text[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') return b & 0xff;
            at++;
        }
        return END;
    }

    void expect(char c) {
        if (peek() != c) throw Surprise.INSTANCE;
        at++;
    }

    /** Takes a comma and returns true, or the closing bracket and returns false. */
    boolean more(char end) {
        int b = peek();
        at++;
        if (b == ',') return true;
        if (b != end) throw Surprise.INSTANCE;
        depth--;
        return false;
    }

    /** Takes an opening bracket and returns whether anything is within; if not, the closing one too. */
    boolean open(char start, char end) {
        expect(start);
        if (peek() == end) {
            at++;
            return false;
        }
        if (++depth > MAX_DEPTH) throw Surprise.INSTANCE;
        return true;
    }

    /** Takes the given bytes if they are next. */
    boolean skip(byte[] expected) {
        peek();
        int end = at + expected.length;
        if (end > text.length || !Arrays.equals(text, at, end, expected, 0, expected.length)) return false;
        at = end;
        return true;
    }

    /** At the outermost level nothing else ends a number or a word; what follows a bracket or a quote is not looked at. */
    void requireEndOfToken() {
        byte previous = text[at - 1];
        if (previous == '"' || previous == '}' || previous == ']' || at == text.length) return;
        int end = at;
        if (peek() != END && at == end) throw Surprise.INSTANCE;
    }

    void literal(String word) {
        peek();
        int end = at + word.length();
        if (end > text.length) throw Surprise.INSTANCE;
        for (int i = 0; i < word.length(); i++) {
            if (text[at + i] != word.charAt(i)) throw Surprise.INSTANCE;
        }
        at = end;
    }

    boolean bool() {
        if (peek() == 't') {
            literal("true");
            return true;
        }
        literal("false");
        return false;
    }

    /** The name of an object's member, up to and with the colon. */
    String name() {
        expect('"');
        int start = at;
        int hash = 0;
        while (at < text.length) {
            byte b = text[at];
            if (b == '"') {
                if (at - start > MAX_NAME) throw Surprise.INSTANCE;
                String name = names.get(text, start, at, hash);
                at++;
                expect(':');
                return name;
            }
            if (b < ' ' || b == '\\') break;
            hash = 31 * hash + b;
            at++;
        }
        at = start - 1;
        String name = string();
        expect(':');
        if (name.length() > MAX_NAME || hasSurrogates(name)) throw Surprise.INSTANCE;
        return name;
    }

    /** Jackson is stricter with these in names than in values. */
    static boolean hasSurrogates(String name) {
        return name.chars().anyMatch(c -> Character.isSurrogate((char) c));
    }

    String string() {
        expect('"');
        int start = at;
        int limit = Math.min(text.length, start + MAX_STRING);
        boolean ascii = true;
        int i = start;
        while (i + Octets.SIZE <= limit) {
            long octets = Octets.at(text, i);
            if (Octets.special(octets)) break;
            ascii &= !Octets.beyondAscii(octets);
            i += Octets.SIZE;
        }
        for (; i < limit; i++) {
            byte b = text[i];
            if (b == '"') {
                at = i + 1;
                return ascii ? new String(text, start, i - start, StandardCharsets.ISO_8859_1) : decode(start, i);
            }
            if (b == '\\') return stringWithEscapes(start, i, limit);
            if (b < ' ') {
                if (b >= 0) break;
                ascii = false;
            }
        }
        throw Surprise.INSTANCE;
    }

    /** What Java cannot decode it replaces; Jackson decides what to do with it. */
    private String decode(int start, int end) {
        String decoded = new String(text, start, end - start, StandardCharsets.UTF_8);
        if (decoded.indexOf(REPLACEMENT) >= 0) throw Surprise.INSTANCE;
        return decoded;
    }

    private String stringWithEscapes(int start, int firstEscape, int limit) {
        StringBuilder decoded = new StringBuilder();
        int from = start;
        int i = firstEscape;
        while (i < limit) {
            byte b = text[i];
            if (b == '"') {
                decoded.append(decode(from, i));
                at = i + 1;
                return decoded.toString();
            }
            if (b == '\\') {
                decoded.append(decode(from, i));
                if (i + 1 >= limit) break;
                byte kind = text[i + 1];
                decoded.append(kind == 'u' ? numbered(i + 2, limit) : escaped(kind));
                i += kind == 'u' ? 6 : 2;
                from = i;
            } else if (b >= 0 && b < ' ') {
                break;
            } else {
                i++;
            }
        }
        throw Surprise.INSTANCE;
    }

    private static char escaped(byte kind) {
        return switch (kind) {
            case '"', '\\', '/' -> (char) kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw Surprise.INSTANCE;
        };
    }

    private char numbered(int from, int limit) {
        if (from + 4 > limit) throw Surprise.INSTANCE;
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = text[i] < 0 ? -1 : Character.digit(text[i], 16);
            if (digit < 0) throw Surprise.INSTANCE;
            code = code << 4 | digit;
        }
        return (char) code;
    }

    /** A whole number that fits a long. */
    long whole() {
        if (!number() || !exact) throw Surprise.INSTANCE;
        return negative ? -digits : digits;
    }

    float single() {
        peek();
        int start = at;
        boolean whole = number();
        if (exact && digits < EXACT_IN_FLOAT && Math.abs(exponent) < FLOAT_POWERS_OF_TEN.length) {
            float value = digits;
            value = exponent < 0 ? value / FLOAT_POWERS_OF_TEN[-exponent] : value * FLOAT_POWERS_OF_TEN[exponent];
            return negative && digits != 0 ? -value : value;
        }
        if (whole) {
            // A whole number becomes a float from a long; more digits than that are rare.
            if (!exact) throw Surprise.INSTANCE;
            return negative ? -digits : digits;
        }
        return isZero(start) ? 0.0f : Float.parseFloat(numeral(start));
    }

    double twice() {
        peek();
        int start = at;
        boolean whole = number();
        return fraction(start, whole);
    }

    private double fraction(int start, boolean whole) {
        if (exact && digits < EXACT_IN_DOUBLE && Math.abs(exponent) < POWERS_OF_TEN.length) {
            double value = digits;
            value = exponent < 0 ? value / POWERS_OF_TEN[-exponent] : value * POWERS_OF_TEN[exponent];
            return negative && digits != 0 ? -value : value;
        }
        if (whole) {
            if (!exact) throw Surprise.INSTANCE;
            return negative ? -digits : digits;
        }
        return isZero(start) ? 0.0 : Double.parseDouble(numeral(start));
    }

    /** Decimals, by way of which Jackson reads fractions, know no negative zero, but keep the sign of what becomes zero. */
    private boolean isZero(int start) {
        for (int i = start; i < at && text[i] != 'e' && text[i] != 'E'; i++) {
            if (text[i] > '0' && text[i] <= '9') return false;
        }
        return true;
    }

    /** A number of any kind: a Long if whole, else a Double. */
    Object any() {
        peek();
        int start = at;
        if (!number()) return fraction(start, false);
        if (!exact) throw Surprise.INSTANCE;
        return negative ? -digits : digits;
    }

    BigDecimal decimal() {
        peek();
        int start = at;
        number();
        return new BigDecimal(numeral(start));
    }

    private String numeral(int start) {
        return new String(text, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a number. Whether it is {@code exact} says if {@link #digits} and {@link #exponent} hold all of it.
     *
     * @return whether it is written as a whole number, without fraction and exponent
     */
    private boolean number() {
        negative = peek() == '-';
        if (negative) at++;
        int start = at;
        long value = 0;
        while (at < text.length && isDigit(text[at])) value = value * 10 + (text[at++] - '0');
        int count = at - start;
        if (count == 0 || (count > 1 && text[start] == '0')) throw Surprise.INSTANCE;
        boolean whole = true;
        int scale = 0;
        if (at < text.length && text[at] == '.') {
            whole = false;
            int point = at++;
            while (at < text.length && isDigit(text[at])) value = value * 10 + (text[at++] - '0');
            scale = at - point - 1;
            if (scale == 0) throw Surprise.INSTANCE;
        }
        digits = value;
        exponent = -scale;
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            whole = false;
            exponent += readExponent();
        }
        if (at - start > MAX_NUMBER) throw Surprise.INSTANCE;
        exact = count + scale <= SAFE_DIGITS || (count + scale == SAFE_DIGITS + 1 && fitsLong(start));
        return whole;
    }

    /** Nineteen digits fit unless they exceed the largest long; on overflow they have wrapped to a negative number. */
    private boolean fitsLong(int start) {
        return digits >= 0 && text[start] != '0';
    }

    private int readExponent() {
        at++;
        boolean minus = at < text.length && text[at] == '-';
        if (at < text.length && (minus || text[at] == '+')) at++;
        int start = at;
        int value = 0;
        while (at < text.length && isDigit(text[at]) && value <= MAX_EXPONENT) value = value * 10 + (text[at++] - '0');
        if (at == start || value > MAX_EXPONENT) throw Surprise.INSTANCE;
        return minus ? -value : value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Passes over an object without checking more than its brackets and quotes. */
    void skipObject() {
        if (peek() != '{') throw Surprise.INSTANCE;
        int open = 0;
        while (at < text.length) {
            byte b = text[at++];
            if (b == '"') {
                skipString();
            } else if (b == '{') {
                open++;
            } else if (b == '}' && --open == 0) {
                return;
            }
        }
        throw Surprise.INSTANCE;
    }

    private void skipString() {
        while (at < text.length) {
            byte b = text[at++];
            if (b == '"') return;
            if (b == '\\') at++;
        }
        throw Surprise.INSTANCE;
    }
}
