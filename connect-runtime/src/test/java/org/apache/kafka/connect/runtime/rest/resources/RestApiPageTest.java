// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page {@code docs/rest-api.md} and the document that a worker serves say the same. */
class RestApiPageTest {
    private static final Path PAGE = Path.of("../docs/rest-api.md");

    @Test
    void thePageNamesEveryOperationWithItsParametersAndAnswersAndNothingElse() throws IOException {
        String table = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| [A-Z]+ \\|.*"))
                .collect(Collectors.joining("\n"));

        assertEquals(String.join("\n", rows()), table);
    }

    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                rows.add(row(operation.getKey(), path.getKey(), operation.getValue()));
            }
        }
        return rows;
    }

    private static String row(String method, String path, JsonNode operation) {
        List<String> parameters = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.get("in").asText().equals("query")) {
                parameters.add("`" + parameter.get("name").asText() + "`");
            }
        }
        List<String> answers = operation.get("responses").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
        return String.format(
                "| %s | `%s` | %s | %s | %s |",
                method.toUpperCase(Locale.ROOT),
                path,
                operation.get("summary").asText(),
                parameters.isEmpty() ? "-" : String.join(", ", parameters),
                String.join(", ", answers));
    }

    private static JsonNode document() throws IOException {
        try (InputStream json = PenstockResource.class.getResourceAsStream("openapi.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(json));
        }
    }
}
