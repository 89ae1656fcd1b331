// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * A decimal number of any length: a {@link BigDecimal}, stored as the big-endian two's complement of its unscaled
 * value. The scale stands in the schema and must be that of every value.
 */
public class Decimal {
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Decimal";
    public static final String SCALE_FIELD = "scale";

    public Decimal() {}

    /**
     * A builder set to this type; optionality, default and doc are open.
     *
     * @param scale the scale of all values
     * @return the builder
     */
    public static SchemaBuilder builder(int scale) {
        return SchemaBuilder.bytes()
                .name(LOGICAL_NAME)
                .parameter(SCALE_FIELD, Integer.toString(scale))
                .version(1);
    }

    public static Schema schema(int scale) {
        return builder(scale).build();
    }

    /**
     * The stored form.
     *
     * @param schema a schema of this type
     * @param value  a number of the schema's scale
     * @return its unscaled value
     */
    public static byte[] fromLogical(Schema schema, BigDecimal value) {
        int scale = scale(schema);
        if (value.scale() != scale) {
            throw new DataException(String.format(
                    "Decimal value has mismatching scale for given Decimal schema. Schema has scale %d, value has scale %d.",
                    scale, value.scale()));
        }
        return value.unscaledValue().toByteArray();
    }

    /**
     * The form that plugins see.
     *
     * @param schema a schema of this type
     * @param value  an unscaled value
     * @return the number
     */
    public static BigDecimal toLogical(Schema schema, byte[] value) {
        return new BigDecimal(new BigInteger(value), scale(schema));
    }

    private static int scale(Schema schema) {
        Map<String, String> parameters = schema.parameters();
        String scale = parameters.get(SCALE_FIELD);
        if (scale == null) throw new DataException("Invalid Decimal schema: scale parameter not found.");
        try {
            return Integer.parseInt(scale);
        } catch (NumberFormatException e) {
            throw new DataException("Invalid scale parameter found in Decimal schema: ", e);
        }
    }
}
