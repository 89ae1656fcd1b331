// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key for {@code localhost} and a store that trusts it, made for one test. */
final class TestKeys {
    private static final String PASSWORD = "changeit";
    private static final String TYPE = "PKCS12";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path keys;
    private final Path trust;

    private TestKeys(Path keys, Path trust) {
        this.keys = keys;
        this.trust = trust;
    }

    static TestKeys make(Path folder) {
        TestKeys made = new TestKeys(folder.resolve("keys.p12"), folder.resolve("trust.p12"));
        String certificate = folder.resolve("localhost.crt").toString();
        keytool(
                folder,
                "-genkeypair",
                made.keys,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost");
        keytool(folder, "-exportcert", made.keys, "-file", certificate);
        keytool(folder, "-importcert", made.trust, "-noprompt", "-file", certificate);
        return made;
    }

    private static void keytool(Path folder, String command, Path store, String... options) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-storetype",
                TYPE,
                "-alias",
                "localhost"));
        words.addAll(List.of(options));
        ChildProcess process = ChildProcess.start(words, Map.of(), folder, folder.resolve("keytool.log"));
        if (process.waitFor(PATIENCE) != 0) {
            throw new IllegalStateException("keytool failed: " + process.output());
        }
    }

    /** The settings that name both stores. */
    Map<String, String> settings(String prefix) {
        Map<String, String> settings = new HashMap<>(trustSettings(prefix));
        settings.put(prefix + "ssl.keystore.location", keys.toString());
        settings.put(prefix + "ssl.keystore.type", TYPE);
        settings.put(prefix + "ssl.keystore.password", PASSWORD);
        settings.put(prefix + "ssl.key.password", PASSWORD);
        return settings;
    }

    Map<String, String> trustSettings(String prefix) {
        return Map.of(
                prefix + "ssl.truststore.location",
                trust.toString(),
                prefix + "ssl.truststore.type",
                TYPE,
                prefix + "ssl.truststore.password",
                PASSWORD);
    }

    /** For a client that has the key and trusts it. */
    SSLContext context() {
        try {
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(load(keys), PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(load(trust));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore load(Path file) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store;
    }
}
