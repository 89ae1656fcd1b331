// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.rest.basic.auth.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configurable;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.ChoiceCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasicAuthTest {
    private static final String REFUSED = "401";
    private static final String PASSED = "passed";

    @TempDir
    private Path temp;

    @AfterEach
    void forgetConfiguration() {
        Configuration.setConfiguration(null);
    }

    private static Configuration jaas(Map<String, ?> options) {
        return new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return name.equals("KafkaConnect")
                        ? new AppConfigurationEntry[] {
                            new AppConfigurationEntry(
                                    PropertyFileLoginModule.class.getName(),
                                    AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                                    options)
                        }
                        : null;
            }
        };
    }

    private JaasBasicAuthFilter filter(String credentials) throws IOException {
        Path file = Files.createTempFile(temp, "users", ".properties");
        Files.writeString(file, credentials);
        return new JaasBasicAuthFilter(jaas(Map.of("file", file.toString())));
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** What the filter does with a request. */
    private static String filtered(JaasBasicAuthFilter filter, String method, String path, String authorization) {
        List<String> outcome = new ArrayList<>(List.of(PASSED));
        UriInfo uri = proxy(UriInfo.class, (name, args) -> name.equals("getPath") ? path : null);
        filter.filter(proxy(ContainerRequestContext.class, (name, args) -> switch (name) {
            case "getMethod" -> method;
            case "getUriInfo" -> uri;
            case "getHeaderString" -> authorization;
            case "abortWith" -> {
                outcome.set(0, REFUSED);
                yield null;
            }
            default -> throw new UnsupportedOperationException(name);
        }));
        return outcome.get(0);
    }

    private interface Answers {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.answer(method.getName(), arguments)));
    }

    @Test
    void onlyTheRightPasswordOpens() throws IOException {
        // abortWith needs a JAX-RS runtime to build its response, so refusals are seen as the failure to find one
        JaasBasicAuthFilter filter = filter("alice=secret\nbob=s:p a c e\n");
        assertEquals(PASSED, filtered(filter, "GET", "connectors", basic("alice:secret")));
        assertEquals(PASSED, filtered(filter, "GET", "connectors", basic("bob:s:p a c e")));
        assertEquals(
                PASSED,
                filtered(filter, "GET", "connectors", basic("alice:secret").replace("Basic", "bAsIc")));
        for (String wrong : new String[] {
            null,
            "",
            "Basic",
            "Bearer abc",
            "Basic ***",
            basic("alice"),
            basic(":secret"),
            basic("alice:nope"),
            basic("carol:secret"),
            basic("alice:")
        }) {
            assertThrows(Throwable.class, () -> filtered(filter, "GET", "connectors", wrong), String.valueOf(wrong));
        }
    }

    @Test
    void aFileWithoutCredentialsLetsNobodyIn() throws IOException {
        JaasBasicAuthFilter filter = filter("# nobody\n");
        assertThrows(Throwable.class, () -> filtered(filter, "GET", "/", basic("alice:secret")));
    }

    @Test
    void whatWorkersAskOfEachOtherPasses() throws IOException {
        JaasBasicAuthFilter filter = filter("alice=secret\n");
        assertEquals(PASSED, filtered(filter, "POST", "connectors/c/tasks", null));
        assertEquals(PASSED, filtered(filter, "PUT", "connectors/c/fence", null));
        for (String[] other : new String[][] {
            {"GET", "connectors/c/tasks"},
            {"PUT", "connectors/c/tasks"},
            {"POST", "connectors/c/d/tasks"},
            {"POST", "connectors/c/tasks/0/restart"},
            {"POST", "x/connectors/c/tasks"}
        }) {
            assertThrows(Throwable.class, () -> filtered(filter, other[0], other[1], null), other[1]);
        }
    }

    @Test
    void aLoginModuleThatWantsMoreThanAPasswordIsAConfigurationError() {
        JaasBasicAuthFilter.BasicAuthCallBackHandler handler = new JaasBasicAuthFilter.BasicAuthCallBackHandler(
                new JaasBasicAuthFilter.BasicAuthCredentials(basic("a:b")));
        assertThrows(
                ConfigException.class,
                () -> handler.handle(new Callback[] {new ChoiceCallback("p", new String[] {"c"}, 0, false)}));
    }

    @Test
    void theFileMustBeNamedAndReadable() {
        PropertyFileLoginModule module = new PropertyFileLoginModule();
        assertThrows(ConfigException.class, () -> module.initialize(null, null, Map.of(), Map.of()));
        assertThrows(
                ConfigException.class,
                () -> module.initialize(
                        null,
                        null,
                        Map.of(),
                        Map.of("file", temp.resolve("none").toString())));
    }

    @Test
    void theConfigurationIsTheOneOfStartUp() {
        Configuration atStart = jaas(Map.of());
        Configuration.setConfiguration(atStart);
        BasicAuthSecurityRestExtension extension = new BasicAuthSecurityRestExtension();
        assertThrows(ConfigException.class, () -> extension.register(context(new ArrayList<>())));
        extension.configure(Map.of());
        Configuration.setConfiguration(jaas(Map.of("file", "other")));

        List<Object> registered = new ArrayList<>();
        extension.register(context(registered));

        JaasBasicAuthFilter filter = assertInstanceOf(JaasBasicAuthFilter.class, registered.get(0));
        assertSame(atStart, filter.configuration);
        assertEquals("4.3.1", extension.version());
        extension.close();
    }

    private static ConnectRestExtensionContext context(List<Object> registered) {
        Configurable<?> configurable = proxy(Configurable.class, (name, arguments) -> {
            registered.add(arguments[0]);
            return null;
        });
        return new ConnectRestExtensionContext() {
            @Override
            @SuppressWarnings("unchecked")
            public Configurable<? extends Configurable<?>> configurable() {
                return (Configurable<? extends Configurable<?>>) configurable;
            }

            @Override
            public ConnectClusterState clusterState() {
                return null;
            }
        };
    }
}
