// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

/** Decides who runs what. Pure: equal arguments give equal rounds. */
public interface Assignor {
    /**
     * Hands out work.
     *
     * @param view   what the leader knows now
     * @param memory what the last round left, or {@link LostWork#NOTHING}
     */
    Round assign(GroupView view, LostWork memory);
}
