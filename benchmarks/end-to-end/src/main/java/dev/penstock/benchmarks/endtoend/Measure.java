// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What one contestant did in one window, or the median of several. */
record Measure(double recordsPerSecond, double cpuMicros, double allocatedBytes, double residentMegabytes) {
    static Measure median(List<Measure> measures) {
        return new Measure(
                median(measures, Measure::recordsPerSecond),
                median(measures, Measure::cpuMicros),
                median(measures, Measure::allocatedBytes),
                median(measures, Measure::residentMegabytes));
    }

    /** The median of one figure of several. */
    static <T> double median(List<T> measures, ToDoubleFunction<T> field) {
        List<Double> sorted = measures.stream()
                .map(field::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Each figure of this divided by the same figure of another. */
    Measure over(Measure other) {
        return new Measure(
                recordsPerSecond / other.recordsPerSecond,
                cpuMicros / other.cpuMicros,
                allocatedBytes / other.allocatedBytes,
                residentMegabytes / other.residentMegabytes);
    }

    String asRow(String scenario, String who) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.2f | %.0f | %.0f |",
                scenario,
                who,
                recordsPerSecond,
                cpuMicros,
                allocatedBytes,
                residentMegabytes);
    }

    String asRatios(String scenario, String who) {
        return String.format(
                Locale.ROOT,
                "| %s | **%s** | %.2f | %.2f | %.2f | %.2f |",
                scenario,
                who,
                recordsPerSecond,
                cpuMicros,
                allocatedBytes,
                residentMegabytes);
    }
}
