// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every recorded exchange that is answered otherwise on purpose, with its new expectation. docs/differences.md gives the reasons. */
final class GoldenDifferences {
    private static final Difference UNREADABLE_BODY = new Difference(400, "");
    private static final Difference ADDRESSABLE_NAME = new Difference(404, "Connector a/b not found");

    private static final Map<String, List<String>> UNREADABLE_BODIES = Map.of(
            "02-connectors-crud.json",
            List.of(
                    "put-config-array",
                    "put-config-empty-body",
                    "put-config-nested",
                    "create-missing-config",
                    "create-unknown-field",
                    "create-config-string",
                    "create-malformed",
                    "create-array",
                    "create-empty-body",
                    "create-initial-bad"),
            "03-validation.json",
            List.of("validate-empty-body"),
            "05-offsets.json",
            List.of("alter-no-body", "alter-malformed"),
            "06-loggers.json",
            List.of("put-empty-body"),
            "07-internal.json",
            List.of("tasks-malformed-body"));

    private GoldenDifferences() {}

    /**
     * The new expectation of one exchange.
     *
     * @param message of the error; empty where it is free
     */
    record Difference(int status, String message) {
        List<String> check(HttpResponse<String> answer) {
            List<String> why = new ArrayList<>();
            JsonNode body = GoldenReplay.json(answer.body());
            if (answer.statusCode() != status || body.path("error_code").asInt() != status) {
                why.add("expected status and error code " + status + " (a difference from the recording)");
            }
            String got = body.path("message").asText();
            if (message.isEmpty() ? got.isBlank() : !got.equals(message)) {
                why.add("expected message '" + message + "' (a difference from the recording)");
            }
            return why;
        }
    }

    /** By the id of the exchange. */
    static Map<String, Difference> of(String file) {
        Map<String, Difference> differences = new HashMap<>();
        UNREADABLE_BODIES.getOrDefault(file, List.of()).forEach(id -> differences.put(id, UNREADABLE_BODY));
        if (file.equals("02-connectors-crud.json")) {
            differences.put("encoded-slash", ADDRESSABLE_NAME);
        }
        return differences;
    }
}
