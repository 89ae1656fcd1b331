// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

/**
 * The context loader while a batch passes through plugins: changed only where one stage's plugin comes from elsewhere
 * than the one before.
 *
 * <p>Thread: the task's.
 */
final class StageLoader {
    private ClassLoader outer = ClassLoader.getSystemClassLoader();
    private ClassLoader current = outer;

    void begin() {
        outer = Thread.currentThread().getContextClassLoader();
        current = outer;
    }

    void enter(ClassLoader loader) {
        if (loader != current) {
            Thread.currentThread().setContextClassLoader(loader);
            current = loader;
        }
    }

    void end() {
        if (current != outer) {
            Thread.currentThread().setContextClassLoader(outer);
            current = outer;
        }
    }
}
