// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * A schema cannot be built from the parts given to its builder.
 */
public class SchemaBuilderException extends DataException {
    private static final long serialVersionUID = 1L;

    public SchemaBuilderException(String message) {
        super(message);
    }

    public SchemaBuilderException(String message, Throwable cause) {
        super(message, cause);
    }

    public SchemaBuilderException(Throwable cause) {
        super(cause);
    }
}
