// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What was last said of each thing that is here. Words on one thing are stored in the order in which they are said.
 *
 * <p>Thread: any.
 *
 * @param <K> what is spoken of
 * @param <S> what is said
 */
final class LastWords<K, S> {
    private final Map<K, S> words = new ConcurrentHashMap<>();

    /** Stores a word and remembers it. */
    void say(K thing, S word, Consumer<S> store) {
        words.compute(thing, (same, before) -> {
            store.accept(word);
            return word;
        });
    }

    /** Stores a word that is not remembered: it holds only until the next, or until the last one is said again. */
    void sayInPassing(K thing, S word, Consumer<S> store) {
        words.compute(thing, (same, before) -> {
            store.accept(word);
            return before;
        });
    }

    /** Stores a word after which there is nothing more to say. */
    void sayLast(K thing, S word, Consumer<S> store) {
        words.compute(thing, (same, before) -> {
            store.accept(word);
            return null;
        });
    }

    /**
     * Stores the last words on these things once more, where they are wanted again.
     *
     * @param renewed makes a word of now out of one of before
     */
    void sayAgain(Collection<K> things, Predicate<K> wanted, UnaryOperator<S> renewed, Consumer<S> store) {
        for (K thing : things) {
            words.computeIfPresent(thing, (same, said) -> {
                if (!wanted.test(thing)) {
                    return said;
                }
                S again = renewed.apply(said);
                store.accept(again);
                return again;
            });
        }
    }

    void forget(Collection<K> things) {
        things.forEach(words::remove);
    }
}
