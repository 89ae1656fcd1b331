// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.util;

import java.util.ArrayList;
import java.util.List;

/** Aids for connectors that split their work. */
public class ConnectorUtils {
    public ConnectorUtils() {}

    /**
     * Splits a list into groups of neighbours whose sizes differ by one at most, the larger ones first.
     *
     * @param elements  what to split
     * @param numGroups how many groups to make
     * @param <T>       the kind of element
     * @return exactly that many groups, some empty if there are not enough elements
     */
    public static <T> List<List<T>> groupPartitions(List<T> elements, int numGroups) {
        if (numGroups <= 0) throw new IllegalArgumentException("Number of groups must be positive.");
        List<List<T>> groups = new ArrayList<>(numGroups);
        int smaller = elements.size() / numGroups;
        int larger = elements.size() % numGroups;
        int from = 0;
        for (int group = 0; group < numGroups; group++) {
            int to = from + smaller + (group < larger ? 1 : 0);
            groups.add(new ArrayList<>(elements.subList(from, to)));
            from = to;
        }
        return groups;
    }
}
