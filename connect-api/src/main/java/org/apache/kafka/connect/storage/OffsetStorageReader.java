// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import java.util.Collection;
import java.util.Map;

/** Reads the source offsets that a connector's tasks committed. Values are what JSON can hold: numbers come as Long. */
public interface OffsetStorageReader {
    /**
     * The offset of one source partition.
     *
     * @param partition the partition
     * @param <T>       the kind of its values
     * @return the offset, or null if none was committed
     */
    <T> Map<String, Object> offset(Map<String, T> partition);

    /**
     * The offsets of several source partitions at once, for less than asking one by one.
     *
     * @param partitions the partitions
     * @param <T>        the kind of their values
     * @return the offset by partition; null or missing where none was committed
     */
    <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions);
}
