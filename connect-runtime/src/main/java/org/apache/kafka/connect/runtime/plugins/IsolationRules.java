// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.regex.Pattern;

/**
 * Which classes a plugin may bring its own copy of. What plugin and worker exchange must be one class for both, so it never comes
 * from a plugin; the stock plugins share the framework's package prefix but are plugins like any other.
 */
final class IsolationRules {
    private static final Pattern SHARED = Pattern.compile("^(?:"
            + "java\\..*"
            + "|javax\\.(?:accessibility|activation|activity|annotation|batch|crypto|decorator|ejb|el|enterprise|faces|imageio|inject"
            + "|interceptor|jms|json|jws|lang|mail|management|naming|net|persistence|print|resource|rmi|script|security|servlet"
            + "|sound|sql|swing|tools|transaction|validation|websocket|ws|xml)\\..*"
            + "|org\\.w3c\\.dom(?:\\..*)?"
            + "|org\\.xml\\.sax(?:\\..*)?"
            + "|org\\.omg\\..*"
            + "|org\\.ietf\\.jgss\\..*"
            + "|org\\.slf4j\\..*"
            + "|org\\.apache\\.kafka\\..*"
            + ")$");

    private static final Pattern PLUGIN_AGAIN = Pattern.compile("^org\\.apache\\.kafka\\.(?:connect\\.(?:"
            + "transforms\\.(?!Transformation$|predicates\\.Predicate$).*"
            + "|json\\..*"
            + "|file\\..*"
            + "|mirror\\..*"
            + "|mirror-client\\..*"
            + "|converters\\..*"
            + "|storage\\.StringConverter"
            + "|storage\\.SimpleHeaderConverter"
            + "|rest\\.basic\\.auth\\.extension\\.BasicAuthSecurityRestExtension"
            + "|connector\\.policy\\.(?!ConnectorClientConfig(?:OverridePolicy|Request(?:\\$ClientType)?)$).*"
            + ")|common\\.config\\.provider\\.(?!ConfigProvider$).*"
            + ")$");

    private IsolationRules() {}

    /** Whether a plugin's own copy of the class, where it has one, comes before the worker's. */
    static boolean isolated(String className) {
        return !mayBeShared(className)
                || !SHARED.matcher(className).matches()
                || PLUGIN_AGAIN.matcher(className).matches();
    }

    /** A quick no for the many classes that no rule speaks of. */
    private static boolean mayBeShared(String className) {
        return className.startsWith("java") || className.startsWith("org.");
    }
}
