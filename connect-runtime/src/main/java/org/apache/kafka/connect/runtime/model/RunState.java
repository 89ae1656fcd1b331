// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

/** What a connector or a task is doing, as its worker last said in the status topic. */
public enum RunState {
    /** Nobody runs it at the moment. */
    UNASSIGNED,
    RUNNING,
    PAUSED,
    /** It ended with an error; only a restart, a new configuration or a rebalance brings it back. */
    FAILED,
    /** It no longer exists. Never read back: the status topic holds a tombstone instead. */
    DESTROYED,
    /** A restart was accepted and has not finished. */
    RESTARTING,
    /** Connectors only: stopped on request, without tasks. */
    STOPPED
}
