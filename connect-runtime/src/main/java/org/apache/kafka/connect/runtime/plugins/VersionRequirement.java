// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.Objects;
import org.apache.maven.artifact.versioning.ArtifactVersion;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * Which versions of a plugin will do. Unset or {@code latest} takes the newest; a bare version means exactly that one, unlike
 * Maven's own reading of it as a recommendation; anything else is a Maven range. An empty text is a version that nothing has.
 */
public final class VersionRequirement {
    public static final String LATEST = "latest";

    /** No wish: the newest version wins. */
    public static final VersionRequirement ANY = new VersionRequirement(null);

    private final @Nullable VersionRange range;

    private VersionRequirement(@Nullable VersionRange range) {
        this.range = range;
    }

    /** @throws InvalidVersionSpecificationException when the text is neither a version nor a range */
    public static VersionRequirement parse(@Nullable String text) throws InvalidVersionSpecificationException {
        if (text == null || text.equals(LATEST)) {
            return ANY;
        }
        VersionRange range = VersionRange.createFromVersionSpec(text);
        return new VersionRequirement(
                range.hasRestrictions() ? range : VersionRange.createFromVersionSpec("[" + text + "]"));
    }

    /** Whether any version would do, so that nobody asked for a particular one. */
    public boolean isAny() {
        return range == null;
    }

    public boolean allows(ArtifactVersion version) {
        return range == null || range.containsVersion(version);
    }

    public boolean allows(String version) {
        return allows(new DefaultArtifactVersion(version));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionRequirement that && Objects.equals(range, that.range);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(range);
    }

    @Override
    public String toString() {
        return range == null ? LATEST : range.toString();
    }
}
