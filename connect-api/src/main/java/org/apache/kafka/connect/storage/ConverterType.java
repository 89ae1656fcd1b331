// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Which part of a record a converter works on. */
public enum ConverterType {
    KEY,
    VALUE,
    HEADER;

    private static final Map<String, ConverterType> BY_NAME = new HashMap<>();

    static {
        for (ConverterType type : values()) BY_NAME.put(type.name, type);
    }

    private final String name = name().toLowerCase(Locale.ROOT);

    /**
     * The type of the given name, whatever its case.
     *
     * @param name the name, perhaps null
     * @return the type, or null if there is none of that name
     */
    public static ConverterType withName(String name) {
        return name == null ? null : BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The name that configurations use.
     *
     * @return the lower-case name
     */
    public String getName() {
        return name;
    }
}
