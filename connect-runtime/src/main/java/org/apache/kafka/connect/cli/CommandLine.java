// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Utils;

/**
 * What a worker was started with.
 *
 * @param propertiesFile the worker's properties
 * @param overrides      what was to replace some of them
 * @param others         all other arguments, in order
 */
record CommandLine(Path propertiesFile, Map<String, String> overrides, List<String> others) {
    private static final String OVERRIDE = "--override";

    /** The arguments make no sense. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        /** @param reason what is wrong; empty if only help was asked for */
        UsageException(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** @throws UsageException if there is no properties file, or an argument that nobody knows */
    static CommandLine parse(String... args) throws UsageException {
        if (args.length == 0 || isFlag(args[0])) {
            throw new UsageException(
                    args.length == 0 || args[0].equals("--help") || args[0].equals("-h")
                            ? ""
                            : "The first argument must be the worker's properties file, not '" + args[0] + "'");
        }
        Map<String, String> overrides = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            String argument = args[i];
            if (argument.equals(OVERRIDE)) {
                if (i + 1 == args.length) {
                    throw new UsageException(OVERRIDE + " needs KEY=VALUE");
                }
                addOverride(overrides, args[++i]);
            } else if (argument.startsWith(OVERRIDE + "=")) {
                addOverride(overrides, argument.substring(OVERRIDE.length() + 1));
            } else if (isFlag(argument)) {
                throw new UsageException(
                        argument.equals("--help") || argument.equals("-h") ? "" : "Unknown flag: " + argument);
            } else {
                others.add(argument);
            }
        }
        return new CommandLine(Path.of(args[0]), overrides, others);
    }

    private static boolean isFlag(String argument) {
        return argument.startsWith("-");
    }

    private static void addOverride(Map<String, String> overrides, String pair) throws UsageException {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            throw new UsageException(OVERRIDE + " needs KEY=VALUE, not '" + pair + "'");
        }
        overrides.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    /** The worker's properties, overrides applied. */
    Map<String, String> properties() throws IOException {
        Properties properties = Utils.loadProps(propertiesFile.toString());
        Map<String, String> merged = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(key -> merged.put(key, properties.getProperty(key)));
        merged.putAll(overrides);
        return merged;
    }
}
