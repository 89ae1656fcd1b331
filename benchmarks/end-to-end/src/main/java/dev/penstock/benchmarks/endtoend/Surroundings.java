// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the broker and the whole machine had used by some moment: it tells whether a contestant was held back by others.
 *
 * @param brokerNanos processor time of the broker
 * @param machine     processor time of the machine in ticks, of all kinds
 * @param idle        ticks in which it had nothing to do
 */
record Surroundings(long brokerNanos, long machine, long idle) {
    private static final int FIRST_KIND = 2;
    private static final int IDLE = 3;
    private static final int WAITING = 4;

    static Surroundings now(long broker) throws IOException {
        long nanos = ProcessHandle.of(broker)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)
                .toNanos();
        String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" ", -1);
        long[] ticks = Arrays.stream(words, FIRST_KIND, words.length)
                .mapToLong(Long::parseLong)
                .toArray();
        return new Surroundings(nanos, Arrays.stream(ticks).sum(), ticks[IDLE] + ticks[WAITING]);
    }

    String until(Surroundings end, long records) {
        return String.format(
                Locale.ROOT,
                "the broker used %.2f us for each record, the machine was idle for %.0f %%",
                (end.brokerNanos - brokerNanos) / 1e3 / records,
                100.0 * (end.idle - idle) / (end.machine - machine));
    }
}
