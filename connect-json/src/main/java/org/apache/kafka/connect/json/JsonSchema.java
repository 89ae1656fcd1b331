// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The names that schemas and the envelope around them use in JSON. */
public class JsonSchema {
    static final String ENVELOPE_SCHEMA = "schema";
    static final String ENVELOPE_PAYLOAD = "payload";
    static final String TYPE = "type";
    static final String OPTIONAL = "optional";
    static final String NAME = "name";
    static final String VERSION = "version";
    static final String DOC = "doc";
    static final String PARAMETERS = "parameters";
    static final String DEFAULT = "default";
    static final String ITEMS = "items";
    static final String KEYS = "keys";
    static final String VALUES = "values";
    static final String FIELDS = "fields";
    static final String FIELD_NAME = "field";

    public JsonSchema() {}

    /**
     * A value together with its schema.
     *
     * @param schema  the schema as JSON, or null
     * @param payload the value as JSON, or null
     * @return an object of the two
     */
    public static ObjectNode envelope(JsonNode schema, JsonNode payload) {
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.set(ENVELOPE_SCHEMA, schema);
        envelope.set(ENVELOPE_PAYLOAD, payload);
        return envelope;
    }
}
