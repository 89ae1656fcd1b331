// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a record costs here as a share of what it costs in Apache Kafka Connect, in the same run. Wants a quiet machine. */
@Tag("slow")
class RatiosTest {
    private Map<String, Measure> ratios = Map.of();

    @Test
    void theConverterKeepsItsTargets() throws IOException {
        ratios = ConverterCost.run();

        assertAll(
                () -> atMost(0.30, "write flat", Measure::cpuMicros),
                () -> atMost(0.30, "write nested", Measure::cpuMicros),
                () -> atMost(0.20, "read flat", Measure::cpuMicros),
                () -> atMost(0.20, "read nested", Measure::cpuMicros),
                () -> atMost(0.60, "write schemaless", Measure::cpuMicros),
                () -> atMost(0.60, "read schemaless", Measure::cpuMicros),
                () -> atMost(1.0, "write flat", Measure::allocatedBytes),
                () -> atMost(1.0, "write nested", Measure::allocatedBytes),
                () -> atMost(0.5, "read flat", Measure::allocatedBytes),
                () -> atMost(0.5, "read nested", Measure::allocatedBytes));
    }

    @Test
    void workersKeepTheirTargets() throws IOException, InterruptedException, ExecutionException {
        ratios = EndToEnd.run(
                List.of("source-json-1k", "source-bytes-100", "source-3-smts", "sink-json-1k", "sink-bytes-100"));

        assertAll(
                // The target is 4; whatever else uses the machine moves it, and processor time hardly at all.
                () -> atLeast(2, "source-json-1k", Measure::recordsPerSecond),
                () -> atMost(0.35, "source-json-1k", Measure::cpuMicros),
                () -> atMost(0.3, "source-bytes-100", Measure::residentMegabytes),
                () -> atMost(0.4, "source-3-smts", Measure::cpuMicros),
                () -> atMost(0.55, "sink-json-1k", Measure::cpuMicros),
                () -> atMost(0.85, "sink-bytes-100", Measure::cpuMicros));
    }

    private void atMost(double target, String name, ToDoubleFunction<Measure> figure) {
        double ratio = ratio(name, figure);
        assertTrue(ratio <= target, name + " takes " + ratio + " of what Apache's takes, bound " + target);
    }

    private void atLeast(double target, String name, ToDoubleFunction<Measure> figure) {
        double ratio = ratio(name, figure);
        assertTrue(ratio >= target, name + " reaches " + ratio + " of what Apache's reaches, bound " + target);
    }

    private double ratio(String name, ToDoubleFunction<Measure> figure) {
        Measure measure = ratios.get(name);
        assertTrue(measure != null, "Nothing was measured of " + name);
        return figure.applyAsDouble(measure);
    }
}
