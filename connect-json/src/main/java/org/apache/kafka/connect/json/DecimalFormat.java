// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

/** How decimals appear in JSON. Both forms are understood when reading. */
public enum DecimalFormat {
    /** The unscaled value as Base64 text: exact, but needs the schema to be read. */
    BASE64,
    /** A JSON number. */
    NUMERIC
}
