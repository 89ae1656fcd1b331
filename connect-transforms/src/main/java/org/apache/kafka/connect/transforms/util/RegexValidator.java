// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.util;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Lets text pass that is a regular expression. */
public class RegexValidator implements ConfigDef.Validator {
    public RegexValidator() {}

    @Override
    public void ensureValid(String name, Object value) {
        try {
            Pattern.compile((String) value);
        } catch (Exception e) { // null and values of another class are as invalid as a bad expression
            throw new ConfigException(name, value, "Invalid regex: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "valid regex";
    }
}
