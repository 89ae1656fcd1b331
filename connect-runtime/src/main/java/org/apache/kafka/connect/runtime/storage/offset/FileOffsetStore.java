// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets in a file of a serialized {@code HashMap<byte[], byte[]>}, as standalone workers have always written it.
 * Each put writes a new file beside it and renames that into place, so the file is whole at any time. Reading admits
 * no class but the map and its byte arrays.
 *
 * <p>Thread: any; puts are guarded by this object so that files replace each other in the order of the puts.
 */
public final class FileOffsetStore implements OffsetStore {
    private static final Logger log = LoggerFactory.getLogger(FileOffsetStore.class);

    private final Path file;
    private final MemoryOffsetStore content = new MemoryOffsetStore();

    public FileOffsetStore(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void start() {
        log.info("Reading offsets from file '{}'", file);
        Map<ByteBuffer, byte @Nullable []> loaded = load();
        CompletableFuture<Void> unused = content.put(loaded);
    }

    @Override
    public CompletableFuture<Map<ByteBuffer, byte[]>> get(Collection<ByteBuffer> keys) {
        return content.get(keys);
    }

    @Override
    public synchronized CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> values) {
        Map<ByteBuffer, byte @Nullable []> next = content.snapshot();
        next.putAll(values);
        try {
            save(next);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new ConnectException("Cannot write offsets to file '" + file + "'", e));
        }
        return content.put(values);
    }

    @Override
    public Set<ByteBuffer> keys(String connector) {
        return content.keys(connector);
    }

    @Override
    public void stop() {}

    private Map<ByteBuffer, byte @Nullable []> load() {
        Map<ByteBuffer, byte @Nullable []> loaded = new HashMap<>();
        try (ObjectInputStream input = new ObjectInputStream(Files.newInputStream(file))) {
            input.setObjectInputFilter(FileOffsetStore::admit);
            if (!(input.readObject() instanceof Map<?, ?> stored)) {
                throw new ConnectException("File '" + file + "' does not hold offsets");
            }
            for (Map.Entry<?, ?> entry : stored.entrySet()) {
                byte[] key = (byte[]) entry.getKey();
                loaded.put(ByteBuffer.wrap(key == null ? new byte[0] : key), (byte[]) entry.getValue());
            }
        } catch (NoSuchFileException | EOFException e) {
            log.debug("File '{}' holds no offsets yet", file);
        } catch (InvalidClassException | ClassCastException e) {
            throw new ConnectException("File '" + file + "' holds something else than offsets", e);
        } catch (IOException | ClassNotFoundException e) {
            throw new ConnectException("Cannot read offsets from file '" + file + "'", e);
        }
        return loaded;
    }

    private static ObjectInputFilter.Status admit(ObjectInputFilter.FilterInfo info) {
        Class<?> type = info.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        boolean known = type == HashMap.class || type == byte[].class || type == Map.Entry[].class;
        return known ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the file's format; nothing is ever looked up in it
    private void save(Map<ByteBuffer, byte @Nullable []> values) throws IOException {
        HashMap<byte[], byte @Nullable []> stored = new HashMap<>();
        values.forEach((key, value) -> stored.put(OffsetCodec.bytes(key), value));
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try (OutputStream bytes = Files.newOutputStream(fresh);
                ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(stored);
        }
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
