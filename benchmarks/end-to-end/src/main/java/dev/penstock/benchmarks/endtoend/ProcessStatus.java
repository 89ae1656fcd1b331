// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the operating system tells of a process.
 *
 * @param residentBytes     memory that it has resident
 * @param peakResidentBytes the most that it has had resident
 * @param threads           how many it has
 */
record ProcessStatus(long residentBytes, long peakResidentBytes, long threads) {
    static ProcessStatus of(long pid) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        return new ProcessStatus(
                number(lines, "VmRSS:") * 1024, number(lines, "VmHWM:") * 1024, number(lines, "Threads:"));
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
