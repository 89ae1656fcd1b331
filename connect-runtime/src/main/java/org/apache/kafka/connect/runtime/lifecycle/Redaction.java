// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what config providers gave out of an error, before anyone is told of it: plugins like to put a value they do
 * not understand into their messages. An error that holds no such value stays the object it is.
 *
 * <p>Thread: any; immutable.
 */
public final class Redaction {
    /** Leaves everything as it is. */
    public static final Redaction NONE = new Redaction(Set.of());

    private static final String HIDDEN = "[hidden]";
    /** Shorter values stand in too many innocent words. */
    private static final int SHORTEST = 4;

    private final Set<String> secrets;

    private Redaction(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    /** Knows the values that differ between what was written and what it stands for. */
    public static Redaction of(Map<String, ? extends @Nullable String> raw, Map<String, String> resolved) {
        Set<String> secrets = new HashSet<>();
        resolved.forEach((key, value) -> {
            String written = raw.get(key);
            if (written != null && !written.equals(value)) {
                String given = given(written, value);
                if (given.length() >= SHORTEST) {
                    secrets.add(given);
                }
            }
        });
        return secrets.isEmpty() ? NONE : new Redaction(secrets);
    }

    /** Knows what both know. */
    public Redaction and(Redaction other) {
        Set<String> all = new HashSet<>(secrets);
        all.addAll(other.secrets);
        return new Redaction(all);
    }

    /** What of the value does not stand in the text around the first and last reference. */
    private static String given(String written, String value) {
        int begin = written.indexOf("${");
        int end = written.length() - 1 - written.lastIndexOf('}');
        if (begin < 0 || end < 0 || end >= written.length() || begin + end > value.length()) {
            return value;
        }
        return value.substring(begin, value.length() - end);
    }

    /** The error without the values. */
    public Throwable clean(Throwable error) {
        if (secrets.isEmpty() || !leaks(error, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            return error;
        }
        return copy(error, new IdentityHashMap<>());
    }

    private boolean leaks(@Nullable Throwable error, Set<Throwable> seen) {
        if (error == null || !seen.add(error)) {
            return false;
        }
        String text = String.valueOf(error.getMessage());
        if (secrets.stream().anyMatch(text::contains) || leaks(error.getCause(), seen)) {
            return true;
        }
        for (Throwable suppressed : error.getSuppressed()) {
            if (leaks(suppressed, seen)) {
                return true;
            }
        }
        return false;
    }

    private Redacted copy(Throwable error, Map<Throwable, Redacted> copies) {
        Redacted known = copies.get(error);
        if (known != null) {
            return known;
        }
        Redacted copy = new Redacted(hide(error.toString()));
        copies.put(error, copy);
        copy.setStackTrace(error.getStackTrace());
        if (error.getCause() != null && !copies.containsKey(error.getCause())) {
            copy.initCause(copy(error.getCause(), copies));
        }
        for (Throwable suppressed : error.getSuppressed()) {
            if (!copies.containsKey(suppressed)) {
                copy.addSuppressed(copy(suppressed, copies));
            }
        }
        return copy;
    }

    private String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** Stands for an error and prints like it. */
    private static final class Redacted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String text;

        private Redacted(String text) {
            super(text);
            this.text = text;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // its own class name would say nothing
        public String toString() {
            return text;
        }
    }
}
