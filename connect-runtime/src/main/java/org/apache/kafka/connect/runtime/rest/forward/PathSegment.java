// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import java.nio.charset.StandardCharsets;

/** Writes a name so that it is one segment of a path, whatever characters it has. */
public final class PathSegment {
    private static final String PLAIN = "-._~!$&'()*+,=:@";
    private static final String HEX = "0123456789ABCDEF";

    private PathSegment() {}

    public static String encode(String name) {
        if (name.equals(".") || name.equals("..")) {
            return name.replace(".", "%2E");
        }
        StringBuilder encoded = new StringBuilder(name.length() + 16);
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letterOrDigit || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return encoded.toString();
    }
}
