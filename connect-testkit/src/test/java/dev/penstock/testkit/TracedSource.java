// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * A source whose tasks read nothing, but write into the file {@code trace} when they start and stop: what happened can be
 * seen from another process. With {@code stubborn} they never hear that they are to stop.
 */
public final class TracedSource extends SourceConnector {
    /**
     * One line of the file.
     *
     * @param event  {@code start} or {@code stop}
     * @param task   {@code connector-number}
     * @param pid    of the process that it ran in
     * @param timeMs when, in milliseconds since the epoch
     */
    record Event(String event, String task, long pid, long timeMs) {}

    private Map<String, String> config = Map.of();

    /** What has been written so far. */
    static List<Event> events(Path trace) {
        try {
            List<Event> events = new ArrayList<>();
            for (String line : Files.exists(trace) ? Files.readAllLines(trace) : List.<String>of()) {
                String[] words = line.split(" ");
                events.add(new Event(words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3])));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start(Map<String, String> props) {
        config = props;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return TracedTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int i = 0; i < maxTasks; i++) {
            Map<String, String> each = new HashMap<>(config);
            each.put("task.number", Integer.toString(i));
            configs.add(each);
        }
        return configs;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1.0";
    }

    /** Waits to be stopped. */
    public static final class TracedTask extends SourceTask {
        private Path trace = Path.of("");
        private String name = "";
        private boolean stubborn;

        @Override
        public void start(Map<String, String> props) {
            trace = Path.of(props.get("trace"));
            name = props.get("name") + "-" + props.get("task.number");
            stubborn = Boolean.parseBoolean(props.get("stubborn"));
            note("start");
        }

        @Override
        public @Nullable List<SourceRecord> poll() throws InterruptedException {
            Thread.sleep(250);
            while (stubborn) {
                sleepThroughInterrupts();
            }
            return null;
        }

        @Override
        public void stop() {
            note("stop");
        }

        private static void sleepThroughInterrupts() {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                // That is the point of it.
            }
        }

        /** In one write, so that lines of several processes do not mix. */
        private void note(String event) {
            String line = event + " " + name + " " + ProcessHandle.current().pid() + " " + System.currentTimeMillis();
            try {
                Files.write(
                        trace,
                        (line + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String version() {
            return "1.1";
        }
    }
}
