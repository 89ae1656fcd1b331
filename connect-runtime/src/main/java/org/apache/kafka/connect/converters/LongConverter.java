// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.converters;

import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.connect.data.Schema;

/** Converts Long values to and from eight bytes. */
public class LongConverter extends NumberConverter<Long> {
    public LongConverter() {
        super("long", Schema.OPTIONAL_INT64_SCHEMA, new LongSerializer(), new LongDeserializer());
    }
}
