// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** The forms that a point in time has in records. */
enum TimeForm {
    STRING("string"),
    UNIX("unix"),
    DATE("Date"),
    TIME("Time"),
    TIMESTAMP("Timestamp");

    private final String configName;

    TimeForm(String configName) {
        this.configName = configName;
    }

    Schema schema(boolean optional) {
        return switch (this) {
            case STRING -> optional ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
            case UNIX -> optional ? Schema.OPTIONAL_INT64_SCHEMA : Schema.INT64_SCHEMA;
            case DATE -> optional ? TimestampConverter.OPTIONAL_DATE_SCHEMA : org.apache.kafka.connect.data.Date.SCHEMA;
            case TIME -> optional ? TimestampConverter.OPTIONAL_TIME_SCHEMA : Time.SCHEMA;
            case TIMESTAMP -> optional ? TimestampConverter.OPTIONAL_TIMESTAMP_SCHEMA : Timestamp.SCHEMA;
        };
    }

    static TimeForm named(String configName) {
        for (TimeForm form : values()) {
            if (form.configName.equals(configName)) return form;
        }
        throw new IllegalArgumentException("There is no form of time '" + configName + "'");
    }

    static TimeForm ofSchema(Schema schema) {
        String name = schema.name();
        if (Timestamp.LOGICAL_NAME.equals(name)) return TIMESTAMP;
        if (org.apache.kafka.connect.data.Date.LOGICAL_NAME.equals(name)) return DATE;
        if (Time.LOGICAL_NAME.equals(name)) return TIME;
        if (schema.type() == Schema.Type.STRING) return STRING;
        if (schema.type() == Schema.Type.INT64) return UNIX;
        throw new ConnectException("Schema " + schema + " does not correspond to a known timestamp type format");
    }

    static TimeForm ofValue(Object value) {
        if (value instanceof String) return STRING;
        if (value instanceof Long) return UNIX;
        if (value instanceof Date) return TIMESTAMP;
        throw new DataException("TimestampConverter does not support " + value.getClass() + " objects as timestamps");
    }
}
