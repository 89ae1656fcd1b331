// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.components;

/** A part of the worker that has a version of its own. */
public interface Versioned {
    /**
     * The version of this part.
     *
     * @return the version; it may not be null, and stays the same for the life of the class
     */
    String version();
}
