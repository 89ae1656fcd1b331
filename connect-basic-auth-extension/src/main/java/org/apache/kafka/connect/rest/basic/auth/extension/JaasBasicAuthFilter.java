// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.rest.basic.auth.extension;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request pass when the JAAS entry {@code KafkaConnect} accepts its user and password. What workers ask of each other passes
 * too: it is signed, and its sender has no user.
 */
public class JaasBasicAuthFilter implements ContainerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(JaasBasicAuthFilter.class);
    private static final String LOGIN_ENTRY = "KafkaConnect";
    private static final String SCHEME = "Basic";

    private record InternalRequest(String method, Pattern path) {
        boolean matches(ContainerRequestContext request) {
            return method.equals(request.getMethod())
                    && path.matcher(request.getUriInfo().getPath(false)).matches();
        }
    }

    private static final List<InternalRequest> INTERNAL = List.of(
            new InternalRequest(HttpMethod.POST, Pattern.compile("/?connectors/[^/]+/tasks/?")),
            new InternalRequest(HttpMethod.PUT, Pattern.compile("/?connectors/[^/]+/fence/?")));

    final Configuration configuration;

    public JaasBasicAuthFilter(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void filter(ContainerRequestContext requestContext) {
        if (INTERNAL.stream().anyMatch(internal -> internal.matches(requestContext))) {
            log.trace("A request between workers passes without a user");
            return;
        }
        BasicAuthCredentials credentials =
                new BasicAuthCredentials(requestContext.getHeaderString(HttpHeaders.AUTHORIZATION));
        try {
            LoginContext login =
                    new LoginContext(LOGIN_ENTRY, null, new BasicAuthCallBackHandler(credentials), configuration);
            login.login();
        } catch (LoginException | ConfigException e) {
            log.debug("A request was refused: {}", e.toString());
            requestContext.abortWith(Response.status(Response.Status.UNAUTHORIZED)
                    .entity("User cannot access the resource.")
                    .build());
        }
    }

    /** The user and password that a header carries; neither when it carries something else. */
    static final class BasicAuthCredentials {
        private final String username;
        private final String password;

        BasicAuthCredentials(String authorizationHeader) {
            String[] parts = decode(authorizationHeader);
            this.username = parts == null ? null : parts[0];
            this.password = parts == null ? null : parts[1];
        }

        private static String[] decode(String header) {
            if (header == null) {
                return null;
            }
            String[] schemeAndValue = header.trim().split("\\s+", 2);
            if (schemeAndValue.length < 2 || !schemeAndValue[0].equalsIgnoreCase(SCHEME)) {
                return null;
            }
            try {
                String text = new String(Base64.getDecoder().decode(schemeAndValue[1]), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                return colon <= 0 ? null : new String[] {text.substring(0, colon), text.substring(colon + 1)};
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        String username() {
            return username;
        }

        String password() {
            return password;
        }
    }

    /** Hands a request's user and password to the login module. */
    public static class BasicAuthCallBackHandler implements CallbackHandler {
        private final String username;
        private final String password;

        public BasicAuthCallBackHandler(BasicAuthCredentials credentials) {
            this.username = credentials.username();
            this.password = credentials.password();
        }

        @Override
        public void handle(Callback[] callbacks) {
            List<Callback> unknown = new ArrayList<>();
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(username);
                } else if (callback instanceof PasswordCallback secret) {
                    secret.setPassword(password == null ? null : password.toCharArray());
                } else {
                    unknown.add(callback);
                }
            }
            if (!unknown.isEmpty()) {
                throw new ConfigException(
                        "Cannot log in with basic authentication: the login module asks for more than a name and a password",
                        new UnsupportedCallbackException(unknown.get(0), Arrays.toString(callbacks)));
            }
        }
    }
}
