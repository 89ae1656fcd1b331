// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;

/**
 * Remembers the names of object members, which repeat from record to record, so that each is decoded and hashed once.
 * A small table without chains: a newer name takes the place of an older one.
 *
 * <p>Thread: any. Threads may miss each other's entries, which costs a new string and nothing else.
 */
final class NameCache {
    private static final int SIZE = 512;
    private static final int LONGEST = 64;

    private final String[] names = new String[SIZE];

    /** The text of a range of plain ASCII bytes, whose hash is given. */
    String get(byte[] text, int from, int to, int hash) {
        int slot = (hash ^ hash >>> 9) & (SIZE - 1);
        String known = names[slot];
        if (known != null && matches(known, text, from, to)) return known;
        String name = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        if (to - from <= LONGEST) names[slot] = name;
        return name;
    }

    private static boolean matches(String name, byte[] text, int from, int to) {
        if (name.length() != to - from) return false;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != text[from + i]) return false;
        }
        return true;
    }
}
