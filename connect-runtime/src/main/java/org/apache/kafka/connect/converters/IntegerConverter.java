// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.connect.data.Schema;

/** Converts Integer values to and from four bytes. */
public class IntegerConverter extends NumberConverter<Integer> {
    public IntegerConverter() {
        super("integer", Schema.OPTIONAL_INT32_SCHEMA, new IntegerSerializer(), new IntegerDeserializer());
    }
}
