// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.testkit.EmbeddedKafka;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real workers said over HTTP, said again by ours: one fresh cluster and worker for each recording. */
class GoldenReplayTest {
    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-root-plugins.json",
                "02-connectors-crud.json",
                "03-validation.json",
                "04-lifecycle.json",
                "05-offsets.json",
                "06-loggers.json",
                "07-internal.json",
                "08-exactly-once-and-policies.json",
                "09-forwarding.json",
                "10-standalone.json",
                "11-basic-auth.json",
            })
    void aWorkerAnswersAsTheRecordedOneDid(String file) throws IOException {
        JsonNode recording;
        try (InputStream in = GoldenReplayTest.class.getResourceAsStream("/rest/" + file)) {
            recording = new ObjectMapper().readTree(in);
        }
        String profile = recording.get("profile").asText();
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                GoldenWorkers workers = new GoldenWorkers(temp, kafka.bootstrapServers(), profile)) {
            for (Map.Entry<String, JsonNode> each :
                    recording.path("setup").path("files").properties()) {
                workers.writeFile(each.getKey(), each.getValue().asText());
            }
            String url = workers.start();
            if (profile.equals("dist-2")) {
                url = follower(url, workers.start());
            }

            List<String> different = new GoldenReplay(url, GoldenDifferences.of(file)).replay(recording);

            assertEquals(
                    0, different.size(), () -> String.join("\n", different) + "\n\nThe workers:\n" + workers.output());
        }
    }

    /** The one that does not itself know that a connector is not there. */
    private static String follower(String one, String other) {
        int status = new RestApi(URI.create(one))
                .delete("/connectors/zz-none?forward=false")
                .status();
        return status == 409 ? one : other;
    }
}
