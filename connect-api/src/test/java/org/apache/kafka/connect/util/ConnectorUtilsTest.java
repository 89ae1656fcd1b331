// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorUtilsTest {
    @Test
    void groupsDifferByOneAtMostTheLargerFirst() {
        assertEquals(
                List.of(List.of(1, 2, 3), List.of(4, 5), List.of(6, 7)),
                ConnectorUtils.groupPartitions(List.of(1, 2, 3, 4, 5, 6, 7), 3));
    }

    @Test
    void thereAreAsManyGroupsAsAskedForEvenIfEmpty() {
        assertEquals(List.of(List.of(1), List.of(), List.of()), ConnectorUtils.groupPartitions(List.of(1), 3));
    }

    @Test
    void needsAtLeastOneGroup() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> ConnectorUtils.groupPartitions(List.of(1), 0));

        assertEquals("Number of groups must be positive.", e.getMessage());
    }
}
