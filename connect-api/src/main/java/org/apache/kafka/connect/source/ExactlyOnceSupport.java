// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

/** Whether a source connector delivers each record once, given a worker that does its part. */
public enum ExactlyOnceSupport {
    /** With the given configuration it does. */
    SUPPORTED,
    /** With the given configuration it cannot. */
    UNSUPPORTED
}
