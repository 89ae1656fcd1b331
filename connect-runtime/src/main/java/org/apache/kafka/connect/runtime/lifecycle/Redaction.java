// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** Values of switches, which stand in many messages. */
    private static final Set<String> NO_SECRETS = Set.of("true", "false", "null", "none");

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*:[^}]*\\}");

    /** Longest first: a secret may be part of another. */
    private final List<String> secrets;

    private Redaction(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Knows the values that differ between what was written and what it stands for. */
    public static Redaction of(Map<String, ? extends @Nullable String> raw, Map<String, String> resolved) {
        Set<String> secrets = new HashSet<>();
        resolved.forEach((key, value) -> {
            String written = raw.get(key);
            if (written != null && !written.equals(value)) {
                secrets.add(given(written, value));
                secrets.addAll(givenOneByOne(written, value));
            }
        });
        secrets.removeIf(secret -> secret.length() < SHORTEST || NO_SECRETS.contains(secret));
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

    /** What stands for each reference, as far as the text between them tells. */
    private static List<String> givenOneByOne(String written, String value) {
        StringBuilder form = new StringBuilder();
        int end = 0;
        Matcher references = REFERENCE.matcher(written);
        while (references.find()) {
            form.append(Pattern.quote(written.substring(end, references.start())))
                    .append("(.*?)");
            end = references.end();
        }
        form.append(Pattern.quote(written.substring(end)));
        Matcher parts = Pattern.compile(form.toString(), Pattern.DOTALL).matcher(value);
        List<String> given = new ArrayList<>();
        if (parts.matches()) {
            for (int i = 1; i <= parts.groupCount(); i++) {
                // A reference to a provider that is not there stays as it is, and is no secret.
                if (!REFERENCE.matcher(parts.group(i)).matches()) {
                    given.add(parts.group(i));
                }
            }
        }
        return given;
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
        String text = textOf(error) + messageOf(error);
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
        Redacted copy = new Redacted(hide(messageOf(error)), hide(textOf(error)));
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

    /** Its name where the plugin's own method throws. */
    private static String textOf(Throwable error) {
        try {
            return String.valueOf(error);
        } catch (RuntimeException e) {
            return error.getClass().getName();
        }
    }

    private static @Nullable String messageOf(Throwable error) {
        try {
            return error.getMessage();
        } catch (RuntimeException e) {
            return null;
        }
    }

    private @Nullable String hide(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** Stands for an error and prints like it. */
    private static final class Redacted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final @Nullable String text;

        private Redacted(@Nullable String message, @Nullable String text) {
            super(message);
            this.text = text;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // its own class name would say nothing
        public String toString() {
            return String.valueOf(text);
        }
    }
}
