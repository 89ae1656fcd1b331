// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.rest.basic.auth.extension;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks users and passwords against a properties file of {@code user=password}, read once. A file without entries lets nobody in.
 *
 * <p>Thread: one request; files that were read are shared by all.
 */
public class PropertyFileLoginModule implements LoginModule {
    private static final Logger log = LoggerFactory.getLogger(PropertyFileLoginModule.class);
    private static final String FILE_OPTION = "file";
    private static final Map<String, Properties> CREDENTIALS_BY_FILE = new ConcurrentHashMap<>();

    private CallbackHandler callbackHandler;
    private String fileName;
    private boolean authenticated;

    @Override
    public void initialize(
            Subject subject, CallbackHandler callbackHandler, Map<String, ?> sharedState, Map<String, ?> options) {
        this.callbackHandler = callbackHandler;
        this.fileName = (String) options.get(FILE_OPTION);
        if (fileName == null || fileName.isBlank()) {
            throw new ConfigException("The login module for property files needs the option '" + FILE_OPTION + "'");
        }
        CREDENTIALS_BY_FILE.computeIfAbsent(fileName, PropertyFileLoginModule::read);
    }

    private static Properties read(String fileName) {
        Properties credentials = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(fileName))) {
            credentials.load(in);
        } catch (IOException | IllegalArgumentException e) {
            log.error("Cannot read credentials from '{}'", fileName, e);
            throw new ConfigException("Cannot read credentials from '" + fileName + "': " + e.getMessage());
        }
        if (credentials.isEmpty()) {
            log.warn("'{}' holds no credentials, so nobody can log in", fileName);
        }
        return credentials;
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("user");
        PasswordCallback secret = new PasswordCallback("password", false);
        try {
            callbackHandler.handle(new Callback[] {name, secret});
        } catch (IOException | UnsupportedCallbackException e) {
            throw (LoginException) new LoginException("Cannot ask for user and password: " + e).initCause(e);
        }
        char[] password = secret.getPassword();
        authenticated = name.getName() != null && password != null && matches(name.getName(), new String(password));
        secret.clearPassword();
        if (!authenticated) {
            throw new LoginException("Invalid credentials");
        }
        return true;
    }

    /** Takes as long for a wrong password as for the right one. */
    private boolean matches(String user, String password) {
        String expected =
                CREDENTIALS_BY_FILE.getOrDefault(fileName, new Properties()).getProperty(user);
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean commit() {
        return authenticated;
    }

    @Override
    public boolean abort() {
        return true;
    }

    @Override
    public boolean logout() {
        return true;
    }
}
