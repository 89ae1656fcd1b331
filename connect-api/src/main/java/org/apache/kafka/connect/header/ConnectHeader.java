// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.header;

import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/** The usual header. A struct without a given schema brings its own. */
class ConnectHeader implements Header {
    private final String key;
    private final SchemaAndValue schemaAndValue;

    ConnectHeader(String key, SchemaAndValue schemaAndValue) {
        this.key = Objects.requireNonNull(key, "A header needs a key");
        this.schemaAndValue = schemaAndValue == null ? SchemaAndValue.NULL : schemaAndValue;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Schema schema() {
        Schema schema = schemaAndValue.schema();
        return schema == null && value() instanceof Struct struct ? struct.schema() : schema;
    }

    @Override
    public Object value() {
        return schemaAndValue.value();
    }

    @Override
    public Header with(Schema schema, Object value) {
        return new ConnectHeader(key, new SchemaAndValue(schema, value));
    }

    @Override
    public Header rename(String key) {
        return this.key.equals(Objects.requireNonNull(key, "A header needs a key"))
                ? this
                : new ConnectHeader(key, schemaAndValue);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        return o instanceof ConnectHeader that
                && key.equals(that.key)
                && Objects.equals(schema(), that.schema())
                && Objects.equals(value(), that.value());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, schemaAndValue);
    }

    @Override
    public String toString() {
        return "ConnectHeader(key=" + key + ", value=" + value() + ", schema=" + schema() + ")";
    }
}
