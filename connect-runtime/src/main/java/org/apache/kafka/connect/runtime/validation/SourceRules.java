// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import static org.apache.kafka.connect.runtime.config.SourceSettings.EXACTLY_ONCE_SUPPORT_CONFIG;
import static org.apache.kafka.connect.runtime.config.SourceSettings.TRANSACTION_BOUNDARY_CONFIG;

import java.util.Map;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.config.SourceSettings.ExactlyOnceWish;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask.TransactionBoundary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a source, before it runs, whether it can deliver exactly once and say where transactions end, when that is required. */
final class SourceRules {
    private static final Logger log = LoggerFactory.getLogger(SourceRules.class);

    private final ExactlyOnceSupport workerSupport;

    SourceRules(ExactlyOnceSupport workerSupport) {
        this.workerSupport = workerSupport;
    }

    /** Calls the connector; its loader is in place. */
    void check(SourceConnector connector, Map<String, String> properties, Verdict verdict) {
        if (asks(properties, EXACTLY_ONCE_SUPPORT_CONFIG, ExactlyOnceWish.REQUIRED)
                && !verdict.hasErrors(EXACTLY_ONCE_SUPPORT_CONFIG)) {
            checkSupport(connector, properties, verdict);
        }
        if (asks(properties, TRANSACTION_BOUNDARY_CONFIG, TransactionBoundary.CONNECTOR)
                && !verdict.hasErrors(TRANSACTION_BOUNDARY_CONFIG)) {
            checkBoundaries(connector, properties, verdict);
        }
    }

    private static boolean asks(Map<String, String> properties, String key, Enum<?> value) {
        String text = properties.get(key);
        return text != null && text.trim().equalsIgnoreCase(value.name());
    }

    private void checkSupport(SourceConnector connector, Map<String, String> properties, Verdict verdict) {
        if (workerSupport != ExactlyOnceSupport.ENABLED) {
            verdict.addError(
                    EXACTLY_ONCE_SUPPORT_CONFIG, "This worker does not have exactly-once source support enabled.");
        }
        try {
            org.apache.kafka.connect.source.ExactlyOnceSupport support = connector.exactlyOnceSupport(properties);
            if (support == null) {
                verdict.addError(
                        EXACTLY_ONCE_SUPPORT_CONFIG,
                        "The connector does not implement the API required for preflight validation of exactly-once source"
                                + " support. Please consult the documentation for the connector to determine whether it"
                                + " supports exactly-once semantics, and then consider reconfiguring the connector to use"
                                + " the value \"requested\" for this property (which will disable this preflight check and"
                                + " allow the connector to be created).");
            } else if (support != org.apache.kafka.connect.source.ExactlyOnceSupport.SUPPORTED) {
                verdict.addError(
                        EXACTLY_ONCE_SUPPORT_CONFIG,
                        "The connector does not support exactly-once semantics with the provided configuration.");
            }
        } catch (RuntimeException e) {
            log.error("Asking the connector for exactly-once support failed", e);
            verdict.addError(
                    EXACTLY_ONCE_SUPPORT_CONFIG,
                    "The connector failed when it was asked whether it supports exactly-once semantics: " + e);
        }
    }

    private static void checkBoundaries(SourceConnector connector, Map<String, String> properties, Verdict verdict) {
        try {
            ConnectorTransactionBoundaries boundaries = connector.canDefineTransactionBoundaries(properties);
            if (boundaries == null) {
                verdict.addError(
                        TRANSACTION_BOUNDARY_CONFIG,
                        "The connector gave no answer when it was asked whether it can define transaction boundaries. Please"
                                + " report this to its developers, and use a different transaction boundary definition.");
            } else if (boundaries != ConnectorTransactionBoundaries.SUPPORTED) {
                verdict.addError(
                        TRANSACTION_BOUNDARY_CONFIG,
                        "The connector does not support connector-defined transaction boundaries with the given"
                                + " configuration. Please reconfigure it to use a different transaction boundary"
                                + " definition.");
            }
        } catch (RuntimeException e) {
            log.error("Asking the connector for transaction boundaries failed", e);
            verdict.addError(
                    TRANSACTION_BOUNDARY_CONFIG,
                    "The connector failed when it was asked whether it can define transaction boundaries: " + e);
        }
    }
}
