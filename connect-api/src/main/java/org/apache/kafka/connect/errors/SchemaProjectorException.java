// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * A value cannot be projected from its writer's schema onto another one.
 */
public class SchemaProjectorException extends DataException {
    private static final long serialVersionUID = 1L;

    public SchemaProjectorException(String message) {
        super(message);
    }

    public SchemaProjectorException(String message, Throwable cause) {
        super(message, cause);
    }

    public SchemaProjectorException(Throwable cause) {
        super(cause);
    }
}
