// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of a text looked at together, as one long. The order of the bytes within it makes no difference to any answer.
 *
 * <p>Thread: any; no state.
 */
final class Octets {
    /** How many bytes one look takes in. */
    static final int SIZE = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    private Octets() {}

    /** The eight bytes from an index on. */
    static long at(byte[] text, int index) {
        return (long) LONGS.get(text, index);
    }

    /** Whether some byte is no ASCII character. */
    static boolean beyondAscii(long octets) {
        return (octets & HIGH_BITS) != 0;
    }

    /** Whether some byte is a quotation mark, a backslash or a control character, none of which stands for itself in JSON. */
    static boolean special(long octets) {
        long controls = (octets - ONES * ' ') & ~octets & HIGH_BITS;
        return (controls | equal(octets, '"') | equal(octets, '\\')) != 0;
    }

    /** Whether some byte is the given one. */
    static boolean contain(long octets, char ascii) {
        return equal(octets, ascii) != 0;
    }

    /** Not zero if some byte is the given one. */
    private static long equal(long octets, char ascii) {
        long differences = octets ^ (ONES * ascii);
        return (differences - ONES) & ~differences & HIGH_BITS;
    }
}
