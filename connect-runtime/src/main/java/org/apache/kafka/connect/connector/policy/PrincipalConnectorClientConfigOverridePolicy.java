// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector.policy;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SaslConfigs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows only what says as whom the connector logs in.
 *
 * @deprecated since 4.2; the Allowlist policy does the same with these three keys in its list
 */
@Deprecated
public class PrincipalConnectorClientConfigOverridePolicy extends AbstractConnectorClientConfigOverridePolicy {
    private static final Logger log = LoggerFactory.getLogger(PrincipalConnectorClientConfigOverridePolicy.class);
    private static final Set<String> ALLOWED = Set.of(
            SaslConfigs.SASL_JAAS_CONFIG, SaslConfigs.SASL_MECHANISM, CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);

    @Override
    protected String policyName() {
        return "Principal";
    }

    @Override
    protected boolean isAllowed(ConfigValue configValue) {
        return ALLOWED.contains(configValue.name());
    }

    @Override
    public void configure(Map<String, ?> configs) {
        log.warn(
                "The override policy 'Principal' is deprecated. Use 'Allowlist' with {}={} instead.",
                AllowlistConnectorClientConfigOverridePolicy.ALLOWLIST_CONFIG,
                String.join(",", ALLOWED));
    }
}
