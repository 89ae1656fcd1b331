// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.assembly.ConnectProcess;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * What both programs have in common: arguments in, a running process out, or one line that says why not. Leaves through
 * {@link Exit}, so that a program around it can take that over.
 *
 * <p>Thread: main.
 */
final class Launcher {
    /** The arguments make no sense, or help was asked for. */
    static final int USAGE = 1;
    /** The worker could not be started: a file, a setting, no broker. */
    static final int START_UP = 2;
    /** Something went wrong after the start. */
    static final int AFTER_START = 3;

    /** System property: whether the properties file was made for this process alone and ends with it. */
    private static final String TEMPORARY = "penstock.properties.temporary";

    /** On a line that stands on stderr already, so that a log on the same console can leave it out. */
    private static final Marker ON_STDERR = MarkerFactory.getMarker("ON_STDERR");

    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    private Launcher() {}

    /** Builds a process from properties. */
    @FunctionalInterface
    interface Builder<H extends Herder> {
        ConnectProcess<H> build(Map<String, String> properties, Time time);
    }

    /** What is left to do when the process runs. */
    @FunctionalInterface
    interface AfterStart<H extends Herder> {
        void run(ConnectProcess<H> process, CommandLine line) throws Exception;
    }

    /** Runs a worker until it is stopped. */
    static <H extends Herder> void run(String usage, String[] args, Builder<H> builder, AfterStart<H> afterStart) {
        CommandLine line;
        try {
            line = CommandLine.parse(args);
        } catch (CommandLine.UsageException e) {
            if (!e.reason().isEmpty()) {
                System.err.println(e.reason());
            }
            System.err.println(usage);
            Exit.exit(USAGE);
            return;
        }
        if (Boolean.getBoolean(TEMPORARY)) {
            line.propertiesFile().toFile().deleteOnExit();
        }
        Optional<ConnectProcess<H>> process = start(line, builder);
        if (process.isEmpty()) {
            Exit.exit(START_UP);
            return;
        }
        try {
            afterStart.run(process.get(), line);
        } catch (Exception e) {
            log.error("Stopping after an error: {}", reason(e), e);
            process.get().stop();
            Exit.exit(AFTER_START);
            return;
        }
        process.get().awaitStop();
    }

    private static <H extends Herder> Optional<ConnectProcess<H>> start(CommandLine line, Builder<H> builder) {
        try {
            long begunMs = Time.SYSTEM.hiResClockMs();
            log.info(
                    "Penstock {} starting, a worker for Kafka Connect {}",
                    Optional.ofNullable(Launcher.class.getPackage().getImplementationVersion())
                            .orElse("(unpackaged)"),
                    AppInfoParser.getVersion());
            ConnectProcess<H> process = builder.build(line.properties(), Time.SYSTEM);
            process.start();
            log.info("Worker started in {} ms, listening at {}", Time.SYSTEM.hiResClockMs() - begunMs, process.url());
            return Optional.of(process);
        } catch (NoSuchFileException e) {
            return refuse("There is no properties file '" + line.propertiesFile() + "'", e);
        } catch (IOException | IllegalArgumentException e) {
            return refuse("Properties file '" + line.propertiesFile() + "' cannot be read: " + reason(e), e);
        } catch (ConfigException e) {
            return refuse("A setting in '" + line.propertiesFile() + "' is wrong: " + reason(e), e);
        } catch (RuntimeException e) {
            return refuse("The worker cannot be started: " + reason(e), e);
        }
    }

    private static <H extends Herder> Optional<ConnectProcess<H>> refuse(String message, Exception cause) {
        log.debug("Refused to start", cause);
        log.error(ON_STDERR, message);
        System.err.println(message);
        return Optional.empty();
    }

    private static String reason(Throwable error) {
        return error.getMessage() == null ? error.toString() : error.getMessage();
    }
}
