// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.Comparator;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;

/**
 * One copy of one plugin. Of several copies of a class the greatest in this order is the one used when nobody asks for a version:
 * by version, then the class path before isolated places, then the greater location.
 *
 * @param className name of its class
 * @param type what it is; a class that is two things has two descriptions
 * @param version what it reports, or {@link #UNDEFINED}
 * @param location where it is, or {@link #CLASS_PATH}
 * @param loader the loader that defines the class
 */
public record PluginDesc(String className, PluginType type, String version, String location, ClassLoader loader)
        implements Comparable<PluginDesc> {
    public static final String UNDEFINED = "undefined";
    public static final String CLASS_PATH = "classpath";

    private static final Comparator<PluginDesc> ORDER = Comparator.comparing(PluginDesc::className)
            .thenComparing(desc -> !desc.hasVersion(), Comparator.reverseOrder())
            .thenComparing(PluginDesc::version, PluginDesc::compareVersions)
            .thenComparing(PluginDesc::isIsolated, Comparator.reverseOrder())
            .thenComparing(PluginDesc::location)
            .thenComparing(PluginDesc::type);

    /** Most copies are of the same version, and to take versions apart costs. */
    private static int compareVersions(String one, String other) {
        return one.equals(other) ? 0 : new DefaultArtifactVersion(one).compareTo(new DefaultArtifactVersion(other));
    }

    public boolean hasVersion() {
        return !version.equals(UNDEFINED);
    }

    public boolean isIsolated() {
        return loader instanceof PluginClassLoader;
    }

    /** The class name without its package and, for a nested class, without its outer classes. */
    public String simpleName() {
        String afterPackage = className.substring(className.lastIndexOf('.') + 1);
        return afterPackage.substring(afterPackage.lastIndexOf('$') + 1);
    }

    /** The simple name without the ending that tells its type. */
    public String shortName() {
        String simple = simpleName();
        return simple.length() > type.suffix().length() && simple.endsWith(type.suffix())
                ? simple.substring(0, simple.length() - type.suffix().length())
                : simple;
    }

    @Override
    public int compareTo(PluginDesc other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "PluginDesc{class=" + className + ", type=" + type + ", version=" + version + ", location=" + location
                + "}";
    }
}
