// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.FloatDeserializer;
import org.apache.kafka.common.serialization.FloatSerializer;
import org.apache.kafka.connect.data.Schema;

/** Converts Float values to and from four bytes. */
public class FloatConverter extends NumberConverter<Float> {
    public FloatConverter() {
        super("float", Schema.OPTIONAL_FLOAT32_SCHEMA, new FloatSerializer(), new FloatDeserializer());
    }
}
