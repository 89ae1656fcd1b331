// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

/**
 * Makes a loader the context loader of the current thread until closed. Meant for try-with-resources on one thread; costs nothing
 * when the loader is already in place.
 */
public final class LoaderSwap implements AutoCloseable {
    private final ClassLoader previous;
    private final boolean swapped;

    private LoaderSwap(ClassLoader previous, boolean swapped) {
        this.previous = previous;
        this.swapped = swapped;
    }

    public static LoaderSwap to(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ClassLoader previous = thread.getContextClassLoader();
        boolean swap = previous != loader;
        if (swap) {
            thread.setContextClassLoader(loader);
        }
        return new LoaderSwap(previous, swap);
    }

    @Override
    public void close() {
        if (swapped) {
            Thread.currentThread().setContextClassLoader(previous);
        }
    }
}
