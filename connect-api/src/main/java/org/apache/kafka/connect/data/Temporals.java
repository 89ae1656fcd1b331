// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.text.DateFormat;
import java.text.ParsePosition;
import java.text.SimpleDateFormat;
import java.util.Locale;

/** The text forms of days, times and moments: those of ISO 8601, milliseconds always there. */
final class Temporals {
    private static final String DATE_PATTERN = "yyyy-MM-dd";
    private static final String TIME_PATTERN = "HH:mm:ss.SSS'Z'";
    private static final String TIMESTAMP_PATTERN = DATE_PATTERN + "'T'" + TIME_PATTERN;
    private static final int DATE_CHARS = 10;
    private static final int TIME_CHARS = 13;
    private static final int TIMESTAMP_CHARS = 24;

    private Temporals() {}

    static DateFormat formatFor(java.util.Date value) {
        if (value.getTime() < Date.MILLIS_PER_DAY) return format(TIME_PATTERN);
        return format(value.getTime() % Date.MILLIS_PER_DAY == 0 ? DATE_PATTERN : TIMESTAMP_PATTERN);
    }

    /** Although times end in Z, they are written and read in the default time zone and locale, as has always been. */
    private static DateFormat format(String pattern) {
        return new SimpleDateFormat(pattern, Locale.getDefault(Locale.Category.FORMAT));
    }

    /**
     * The day, time or moment of a text, in which colons may be escaped; null if its length fits none of them or it does
     * not read as one.
     */
    static SchemaAndValue parse(String escaped) {
        String text = escaped.replace("\\:", ":");
        return switch (text.length()) {
            case DATE_CHARS -> parse(text, DATE_PATTERN, Date.SCHEMA);
            case TIME_CHARS -> parse(text, TIME_PATTERN, Time.SCHEMA);
            case TIMESTAMP_CHARS -> parse(text, TIMESTAMP_PATTERN, Timestamp.SCHEMA);
            default -> null;
        };
    }

    private static SchemaAndValue parse(String text, String pattern, Schema schema) {
        ParsePosition position = new ParsePosition(0);
        java.util.Date value = format(pattern).parse(text, position);
        return value == null ? null : new SchemaAndValue(schema, value);
    }

    /** The day of a moment, in UTC; before 1970 the day after it, unless the moment is midnight itself. */
    static java.util.Date dayOf(java.util.Date moment) {
        return new java.util.Date(moment.getTime() - moment.getTime() % Date.MILLIS_PER_DAY);
    }

    /** The time of day of a moment, in UTC. */
    static java.util.Date timeOf(java.util.Date moment) {
        return new java.util.Date(Math.floorMod(moment.getTime(), Date.MILLIS_PER_DAY));
    }
}
