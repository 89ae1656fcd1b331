// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A way to the broker that takes a while: what comes in at its port goes out at the broker's some time later, and back likewise.
 * Time alone passes, bytes are not held up by those before them. Without a duration the way is the broker's port itself.
 *
 * <p>Thread: the run's; two of its own for each direction of a connection.
 */
final class Distance implements AutoCloseable {
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final int CHUNKS = 256;

    private final int brokerPort;
    private final long nanos;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Bytes, and when they may arrive; none at the end. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record Chunk(byte[] bytes, long due) {}

    private Distance(int brokerPort, long nanos, ServerSocket server) {
        this.brokerPort = brokerPort;
        this.nanos = nanos;
        this.server = server;
    }

    /**
     * Opens the way.
     *
     * @param oneWay how long each direction takes
     */
    static Distance open(int brokerPort, Duration oneWay) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Distance distance = new Distance(brokerPort, oneWay.toNanos(), server);
        if (oneWay.isZero()) {
            server.close();
        } else {
            start("distance", distance::accept);
        }
        return distance;
    }

    int port() {
        return nanos == 0 ? brokerPort : server.getLocalPort();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            sockets.add(client);
            Socket broker;
            try {
                broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
            } catch (IOException e) {
                client.close(); // the broker is not there yet; the client will come again
                continue;
            }
            sockets.add(broker);
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            connect(client, broker);
            connect(broker, client);
        }
    }

    private void connect(Socket from, Socket to) {
        BlockingQueue<Chunk> underway = new LinkedBlockingQueue<>(CHUNKS);
        start("distance-in", () -> receive(from, underway));
        start("distance-out", () -> send(to, underway));
    }

    private void receive(Socket from, BlockingQueue<Chunk> underway) throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        try (from) {
            InputStream in = from.getInputStream();
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                underway.put(new Chunk(Arrays.copyOf(buffer, read), System.nanoTime() + nanos));
            }
        } finally {
            sockets.remove(from);
            underway.put(new Chunk(new byte[0], 0));
        }
    }

    private void send(Socket to, BlockingQueue<Chunk> underway) throws IOException, InterruptedException {
        try (to) {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = underway.take(); chunk.bytes().length > 0; chunk = underway.take()) {
                for (long left = chunk.due() - System.nanoTime(); left > 0; left = chunk.due() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes());
            }
        }
    }

    /** What runs on a thread of the distance. */
    private interface Part {
        void run() throws IOException, InterruptedException;
    }

    private static void start(String name, Part part) {
        Thread thread = new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (IOException e) {
                        // One end has gone, and the other is closed with it.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
