// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class ConnectHeadersTest {
    private final ConnectHeaders headers = new ConnectHeaders();

    @Test
    void keepsHeadersInOrderAndKeysAsOftenAsAdded() {
        headers.addInt("a", 1).addString("b", "x").addInt("a", 2);

        assertEquals(List.of("a=1", "b=x", "a=2"), shown(headers.iterator()));
        assertEquals(List.of("a=1", "a=2"), shown(headers.allWithName("a")));
        assertEquals(2, headers.lastWithName("a").value());
        assertNull(headers.lastWithName("c"));
        assertEquals(3, headers.size());
    }

    @Test
    void theHeadersOfOneKeyCannotBeRemovedWhileLookedAt() {
        headers.addInt("a", 1);
        Iterator<Header> all = headers.allWithName("a");
        all.next();

        assertThrows(UnsupportedOperationException.class, all::remove);
        assertThrows(NoSuchElementException.class, all::next);
    }

    @Test
    void typedAddersGiveTheSchema() {
        Schema struct = SchemaBuilder.struct().build();
        headers.addDecimal("d", new BigDecimal("1.25"))
                .addDate("t", new java.util.Date(0))
                .addStruct("s", new Struct(struct))
                .addBytes("y", new byte[1])
                .addDecimal("n", null);

        assertEquals(Decimal.schema(2), headers.lastWithName("d").schema());
        assertEquals(Date.SCHEMA, headers.lastWithName("t").schema());
        assertSame(struct, headers.lastWithName("s").schema());
        assertEquals(Schema.BYTES_SCHEMA, headers.lastWithName("y").schema());
        assertNull(headers.lastWithName("n").schema());
    }

    @Test
    void aStructWithoutASchemaBringsItsOwn() {
        Schema struct = SchemaBuilder.struct().build();
        headers.add("s", new Struct(struct), null);

        assertSame(struct, headers.lastWithName("s").schema());
    }

    @Test
    void refusesValuesOfAnotherType() {
        assertEquals(
                "The value x is not compatible with the schema Schema{INT8}",
                assertThrows(DataException.class, () -> headers.add("k", "x", Schema.INT8_SCHEMA))
                        .getMessage());
        assertEquals(
                "A null value requires an optional schema but was Schema{INT8}",
                assertThrows(DataException.class, () -> headers.add("k", null, Schema.INT8_SCHEMA))
                        .getMessage());
        assertEquals(
                "Expecting ARRAY but instead found INT8",
                assertThrows(DataException.class, () -> headers.addList("k", List.of(), Schema.INT8_SCHEMA))
                        .getMessage());
        assertThrows(DataException.class, () -> headers.addMap("k", Map.of(), Schema.INT8_SCHEMA));
        assertThrows(NullPointerException.class, () -> headers.addInt(null, 1));
        assertTrue(headers.isEmpty());
    }

    @Test
    void retainsOnlyTheLatest() {
        headers.addInt("a", 1).addInt("b", 2).addInt("a", 3).addInt("b", 4);

        assertEquals(
                List.of("b=2", "a=3", "b=4"),
                shown(headers.duplicate().retainLatest("a").iterator()));
        assertEquals(List.of("a=3", "b=4"), shown(headers.retainLatest().iterator()));
    }

    @Test
    void appliesAFunctionWhereNullRemoves() {
        headers.addInt("a", 1).addInt("b", 2).addInt("a", 3);

        headers.apply("a", header -> header.value().equals(1) ? null : header.rename("c"));
        assertEquals(List.of("b=2", "c=3"), shown(headers.iterator()));
        headers.apply(header -> header.with(Schema.STRING_SCHEMA, "z"));
        assertEquals(List.of("b=z", "c=z"), shown(headers.iterator()));
    }

    @Test
    void removesAllOfAKey() {
        headers.addInt("a", 1).addInt("b", 2).addInt("a", 3).remove("a");

        assertEquals(List.of("b=2"), shown(headers.iterator()));
    }

    @Test
    void aCopyGoesItsOwnWay() {
        headers.addInt("a", 1);
        ConnectHeaders copy = headers.duplicate();
        assertEquals(headers, copy);
        assertEquals(headers.hashCode(), copy.hashCode());

        copy.addInt("b", 2);

        assertNotEquals(headers, copy);
        assertEquals(1, headers.size());
    }

    @Test
    void noHeadersAreEqualWhetherOrNotThereWereAny() {
        headers.addInt("a", 1).clear();

        assertEquals(new ConnectHeaders(), headers);
        assertEquals(new ConnectHeaders().hashCode(), headers.hashCode());
    }

    @Test
    void showsItsHeaders() {
        assertEquals("ConnectHeaders(headers=)", headers.toString());
        headers.add("a", new SchemaAndValue(Schema.INT8_SCHEMA, (byte) 1));
        assertEquals(
                "ConnectHeaders(headers=[ConnectHeader(key=a, value=1, schema=Schema{INT8})])", headers.toString());
    }

    @Test
    void textAndBytesThatAreNullHaveAnOptionalSchema() {
        headers.addString("s", null).addBytes("b", null);

        assertEquals(Schema.OPTIONAL_STRING_SCHEMA, headers.lastWithName("s").schema());
        assertEquals(Schema.OPTIONAL_BYTES_SCHEMA, headers.lastWithName("b").schema());
    }

    @Test
    void aDateHasNoTimeOfDayAndATimeNoDate() {
        java.util.Date moment = new java.util.Date(86_400_005L);

        assertThrows(DataException.class, () -> headers.addDate("d", moment));
        assertThrows(DataException.class, () -> headers.addTime("t", moment));
        assertTrue(headers.isEmpty());
    }

    private static List<String> shown(Iterator<Header> headers) {
        List<String> shown = new ArrayList<>();
        headers.forEachRemaining(header -> shown.add(header.key() + "=" + header.value()));
        return shown;
    }
}
