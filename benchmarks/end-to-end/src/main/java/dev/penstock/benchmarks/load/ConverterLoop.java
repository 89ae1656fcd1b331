// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * Writes and reads JSON with the converter of this process's class path and prints, for each shape, processor nanoseconds and
 * allocated bytes of one call. What the garbage collector's and the compiler's threads use is not in it.
 *
 * <p>Thread: main.
 */
public final class ConverterLoop {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;
    private static final long ROUND_NANOS = 300_000_000;
    private static final int WARM_ROUNDS = 5;

    private ConverterLoop() {}

    public static void main(String[] args) {
        long check = 0;
        for (String shape : List.of("flat", "nested", "schemaless")) {
            JsonConverter converter = new JsonConverter();
            converter.configure(Map.of("schemas.enable", !shape.equals("schemaless")), false);
            List<SchemaAndValue> values = LoadRecords.values(shape);
            List<byte[]> texts = BareClient.serialized(shape, "topic");
            check += measure("write " + shape, i -> {
                SchemaAndValue value = values.get(i % values.size());
                return converter.fromConnectData("topic", value.schema(), value.value()).length;
            });
            check += measure("read " + shape, i -> {
                SchemaAndValue value = converter.toConnectData("topic", texts.get(i % texts.size()));
                return value.value() == null ? 1 : 2;
            });
            converter.close();
        }
        System.out.println("# " + check);
    }

    private static long measure(String name, IntToLongFunction call) {
        long check = 0;
        for (int round = 0; round < WARM_ROUNDS; round++) {
            check += round(call).sum();
        }
        double[] nanos = new double[ROUNDS];
        double[] bytes = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            Round round = round(call);
            nanos[i] = round.nanos();
            bytes[i] = round.bytes();
            check += round.sum();
        }
        Arrays.sort(nanos);
        Arrays.sort(bytes);
        System.out.println(name + "\t" + nanos[ROUNDS / 2] + "\t" + bytes[ROUNDS / 2]);
        return check;
    }

    private static Round round(IntToLongFunction call) {
        long self = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(self);
        long nanos = THREADS.getCurrentThreadCpuTime();
        long end = System.nanoTime() + ROUND_NANOS;
        long sum = 0;
        int calls = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 256; i++) {
                sum += call.applyAsLong(calls++);
            }
        }
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getThreadAllocatedBytes(self) - bytes;
        return new Round((double) nanos / calls, (double) bytes / calls, sum);
    }

    /** What one call took, and a sum that keeps the calls alive. */
    private record Round(double nanos, double bytes, long sum) {}
}
