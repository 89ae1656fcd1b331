// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.jspecify.annotations.Nullable;

/** Keeps what config providers gave out of everything that is shown: the reference stands in its place. */
final class Secrets {
    /** Shorter values are hidden only in what is said of their own key; elsewhere they would be mistaken for ordinary words. */
    private static final int SHORTEST = 4;

    private static final String MARK = "\u0000";

    private record Secret(String value, String reference) {}

    private final Map<String, Secret> byKey = new HashMap<>();
    private final List<Secret> longestFirst;

    /**
     * @param raw settings as written
     * @param resolved the same settings with references replaced
     */
    Secrets(Map<String, ? extends @Nullable String> raw, Map<String, String> resolved) {
        raw.forEach((key, written) -> {
            String value = resolved.get(key);
            if (written != null && value != null && ConfigVariables.isReference(written) && !written.equals(value)) {
                byKey.put(key, new Secret(value, written));
            }
        });
        this.longestFirst = byKey.values().stream()
                .filter(secret -> secret.value().length() >= SHORTEST)
                .sorted(Comparator.comparingInt(
                                (Secret secret) -> secret.value().length())
                        .reversed())
                .toList();
    }

    /** What the key was set to, if that was a reference. */
    @Nullable
    String reference(String key) {
        Secret secret = byKey.get(key);
        return secret == null ? null : secret.reference();
    }

    String hide(String text) {
        return hide(text, longestFirst);
    }

    /** Also hides a short value in what is said of its own key. */
    String hide(String key, String text) {
        Secret own = byKey.get(key);
        if (own == null || own.value().isEmpty()) {
            return hide(text);
        }
        List<Secret> secrets = new ArrayList<>(longestFirst);
        secrets.remove(own);
        secrets.add(0, own);
        return hide(text, secrets);
    }

    /** Goes through marks that no text holds, so that a reference which happens to contain a secret stays readable. */
    private static String hide(String text, List<Secret> secrets) {
        String hidden = text;
        for (int i = 0; i < secrets.size(); i++) {
            hidden = hidden.replace(secrets.get(i).value(), MARK + i + MARK);
        }
        for (int i = 0; i < secrets.size(); i++) {
            hidden = hidden.replace(MARK + i + MARK, secrets.get(i).reference());
        }
        return hidden;
    }

    boolean any() {
        return !byKey.isEmpty();
    }
}
