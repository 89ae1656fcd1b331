// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class PluginPathTest {
    @Test
    void aFolderThatCannotBeReadToItsEndFailsLikeOneThatCannotBeOpened() {
        IOException gone = new IOException("gone");

        IOException reason = assertThrows(IOException.class, () -> PluginPath.all(new BrokenListing(gone)));

        assertSame(gone, reason);
    }

    /** Fails while it is listed. */
    private record BrokenListing(IOException reason) implements DirectoryStream<Path>, Iterator<Path> {
        @Override
        public Iterator<Path> iterator() {
            return this;
        }

        @Override
        public boolean hasNext() {
            throw new DirectoryIteratorException(reason);
        }

        @Override
        public Path next() {
            throw new DirectoryIteratorException(reason);
        }

        @Override
        public void close() {}
    }
}
