// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Carries Kafka's {@code ssl.} settings over to Jetty, for listeners and for the client to other workers. */
public final class TlsSettings {
    private TlsSettings() {}

    /** @param values parsed settings without prefix */
    public static SslContextFactory.Server server(Map<String, Object> values) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        apply(factory, values);
        String clientAuth = text(values, RestServerConfig.SSL_CLIENT_AUTH_CONFIG);
        if ("required".equals(clientAuth)) {
            factory.setNeedClientAuth(true);
        } else if ("requested".equals(clientAuth)) {
            factory.setWantClientAuth(true);
        }
        return factory;
    }

    /** @param values parsed settings without prefix */
    public static SslContextFactory.Client client(Map<String, Object> values) {
        SslContextFactory.Client factory = new SslContextFactory.Client();
        apply(factory, values);
        return factory;
    }

    private static void apply(SslContextFactory factory, Map<String, Object> values) {
        String keyStore = text(values, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
        if (keyStore != null) {
            factory.setKeyStorePath(keyStore);
            factory.setKeyStoreType(text(values, SslConfigs.SSL_KEYSTORE_TYPE_CONFIG));
            factory.setKeyStorePassword(secret(values, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG));
        }
        String keyPassword = secret(values, SslConfigs.SSL_KEY_PASSWORD_CONFIG);
        if (keyPassword != null) {
            factory.setKeyManagerPassword(keyPassword);
        }
        String trustStore = text(values, SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG);
        if (trustStore != null) {
            factory.setTrustStorePath(trustStore);
            factory.setTrustStoreType(text(values, SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG));
            factory.setTrustStorePassword(secret(values, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG));
        }
        applyProtocol(factory, values);
    }

    private static void applyProtocol(SslContextFactory factory, Map<String, Object> values) {
        String provider = text(values, SslConfigs.SSL_PROVIDER_CONFIG);
        if (provider != null) {
            factory.setProvider(provider);
        }
        String protocol = text(values, SslConfigs.SSL_PROTOCOL_CONFIG);
        if (protocol != null) {
            factory.setProtocol(protocol);
        }
        List<String> protocols = list(values, SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
        if (!protocols.isEmpty()) {
            factory.setIncludeProtocols(protocols.toArray(String[]::new));
        }
        List<String> cipherSuites = list(values, SslConfigs.SSL_CIPHER_SUITES_CONFIG);
        if (!cipherSuites.isEmpty()) {
            factory.setIncludeCipherSuites(cipherSuites.toArray(String[]::new));
        }
        String keyManager = text(values, SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG);
        if (keyManager != null) {
            factory.setKeyManagerFactoryAlgorithm(keyManager);
        }
        String trustManager = text(values, SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG);
        if (trustManager != null) {
            factory.setTrustManagerFactoryAlgorithm(trustManager);
        }
        String secureRandom = text(values, SslConfigs.SSL_SECURE_RANDOM_IMPLEMENTATION_CONFIG);
        if (secureRandom != null) {
            factory.setSecureRandomAlgorithm(secureRandom);
        }
        String identification = text(values, SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
        factory.setEndpointIdentificationAlgorithm(
                identification == null || identification.isBlank() ? null : identification);
    }

    private static @Nullable String text(Map<String, Object> values, String key) {
        return (String) values.get(key);
    }

    private static @Nullable String secret(Map<String, Object> values, String key) {
        return values.get(key) instanceof Password password ? password.value() : null;
    }

    private static List<String> list(Map<String, Object> values, String key) {
        return values.get(key) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }
}
