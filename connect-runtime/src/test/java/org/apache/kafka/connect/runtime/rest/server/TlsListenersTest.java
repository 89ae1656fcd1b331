// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.plugins.DiscoveryMode;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.rest.forward.RestClient;
import org.apache.kafka.connect.runtime.validation.ConnectorValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsListenersTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path temp;

    private static Path keyStore;
    private static Path trustStore;

    private final List<AutoCloseable> toStop = new ArrayList<>();

    @BeforeAll
    static void makeKeys() throws Exception {
        keyStore = temp.resolve("keys.p12");
        trustStore = temp.resolve("trust.p12");
        Path certificate = temp.resolve("worker.crt");
        keytool(
                "-genkeypair",
                "-keystore",
                keyStore.toString(),
                "-alias",
                "worker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost");
        keytool("-exportcert", "-keystore", keyStore.toString(), "-alias", "worker", "-file", certificate.toString());
        keytool(
                "-importcert",
                "-noprompt",
                "-keystore",
                trustStore.toString(),
                "-alias",
                "worker",
                "-file",
                certificate.toString());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable each : toStop) {
            each.close();
        }
    }

    private static Map<String, String> keys(String prefix) {
        return Map.of(
                prefix + "ssl.keystore.location",
                keyStore.toString(),
                prefix + "ssl.keystore.type",
                "PKCS12",
                prefix + "ssl.keystore.password",
                PASSWORD,
                prefix + "ssl.truststore.location",
                trustStore.toString(),
                prefix + "ssl.truststore.type",
                "PKCS12",
                prefix + "ssl.truststore.password",
                PASSWORD);
    }

    private RestServer run(Map<String, String> settings) {
        RestServerConfig config = new RestServerConfig(settings);
        RestServer server = new RestServer(config, Time.SYSTEM);
        Plugins plugins = Plugins.discover(new Plugins.Settings(List.of(), DiscoveryMode.SERVICE_LOAD, null));
        StandaloneConfig worker = new StandaloneConfig(Map.of(
                "bootstrap.servers", "b:1",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename", "f"));
        PluginCatalog catalog = new PluginCatalog(
                plugins,
                new ConnectorValidator(
                        worker,
                        plugins,
                        new ConfigVariables(Map.of()),
                        new ClientOverrides(plugins.newOverridePolicy("All", Map.of())),
                        Runnable::run,
                        new PluginCalls(Time.SYSTEM)));
        RestClient client = new RestClient(config, 5_000);
        toStop.add(client);
        toStop.add(server::stop);
        server.bind();
        server.start(new RestServer.Services(
                new ScriptedHerder(),
                catalog,
                plugins,
                new Loggers(Time.SYSTEM),
                client,
                List.of(),
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                null));
        return server;
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static int status(URI url, boolean withCertificate) throws Exception {
        KeyStore trusted = load(trustStore);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(load(keyStore), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(withCertificate ? own.getKeyManagers() : null, trust.getTrustManagers(), null);
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    @Test
    void anHttpsListenerUsesTheBareKeysOrThoseOfItsPrefix() throws Exception {
        for (String prefix : List.of("", "listeners.https.")) {
            RestServer server = run(with(keys(prefix), Map.of("listeners", "https://localhost:0")));
            assertEquals("https", server.advertisedUrl().getScheme());
            assertEquals(200, status(server.advertisedUrl(), false), prefix);
        }
    }

    @Test
    void aClientWithoutACertificateIsTurnedAwayWhereOneIsRequired() throws Exception {
        RestServer server = run(with(
                keys("listeners.https."),
                Map.of("listeners", "https://localhost:0", "listeners.https.ssl.client.auth", "required")));
        assertEquals(200, status(server.advertisedUrl(), true));
        assertThrows(IOException.class, () -> status(server.advertisedUrl(), false));
    }

    @Test
    void workersReachEachOtherWithTheKeysOfTheirListeners() {
        Map<String, String> settings = with(
                keys("listeners.https."),
                Map.of("listeners", "https://localhost:0", "listeners.https.ssl.client.auth", "required"));
        RestServer server = run(settings);
        RestClient.Call call = new RestClient.Call("GET", server.advertisedUrl().toString(), Map.of(), null);
        try (RestClient other = new RestClient(new RestServerConfig(settings), 5_000);
                RestClient stranger =
                        new RestClient(new RestServerConfig(Map.of("listeners", "http://localhost:0")), 5_000)) {
            assertTrue(other.send(call).body().contains("4.3.1"));
            assertThrows(RestException.class, () -> stranger.send(call));
        }
    }

    @Test
    void adminListenersHaveKeysOfTheirOwn() throws Exception {
        RestServer server = run(with(
                keys("admin.listeners.https."),
                Map.of("listeners", "http://localhost:0", "admin.listeners", "https://localhost:0")));
        assertEquals("http", server.advertisedUrl().getScheme());
        assertEquals(200, status(URI.create("https://localhost:" + server.adminPort() + "/admin/loggers"), false));
    }

    @Test
    void theAdvertisedListenerMayBeTheSecureOne() {
        RestServer server = run(with(
                keys(""),
                Map.of("listeners", "http://localhost:0,https://localhost:0", "rest.advertised.listener", "https")));
        assertEquals("https", server.advertisedUrl().getScheme());
    }
}
