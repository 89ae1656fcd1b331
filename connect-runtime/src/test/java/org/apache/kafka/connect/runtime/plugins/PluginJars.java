// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles small plugins while the test runs, so that each test says in full what its plugin is. */
public final class PluginJars {
    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private Predicate<String> packed = name -> true;

    private PluginJars(Path folder) {
        this.folder = folder;
    }

    public static PluginJars in(Path folder) {
        return new PluginJars(folder);
    }

    /** A sink connector of that name which reports a version. */
    public PluginJars sink(String className, String version) {
        return source(
                className,
                "extends org.apache.kafka.connect.sink.SinkConnector {"
                        + " public String version() { return \"" + version + "\"; }"
                        + " public void start(java.util.Map<String, String> p) {}"
                        + " public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return null; }"
                        + " public java.util.List<java.util.Map<String, String>> taskConfigs(int n) { return null; }"
                        + " public void stop() {}"
                        + " public org.apache.kafka.common.config.ConfigDef config() {"
                        + "   return new org.apache.kafka.common.config.ConfigDef(); } }");
    }

    /** A converter of that name which reports a version. */
    public PluginJars converter(String className, String version) {
        return source(
                className,
                "implements org.apache.kafka.connect.storage.Converter {"
                        + " public String version() { return \"" + version + "\"; }"
                        + " public void configure(java.util.Map<String, ?> c, boolean k) {}"
                        + " public byte[] fromConnectData(String t, org.apache.kafka.connect.data.Schema s, Object v) {"
                        + "   return null; }"
                        + " public org.apache.kafka.connect.data.SchemaAndValue toConnectData(String t, byte[] v) {"
                        + "   return null; } }");
    }

    /** @param body what follows the class name */
    public PluginJars source(String className, String body) {
        int dot = className.lastIndexOf('.');
        return text(
                className,
                "package " + className.substring(0, dot) + "; public class " + className.substring(dot + 1) + " "
                        + body);
    }

    public PluginJars text(String className, String text) {
        sources.put(className, text);
        return this;
    }

    public PluginJars service(Class<?> type, String... classNames) {
        return resource("META-INF/services/" + type.getName(), String.join("\n", classNames) + "\n");
    }

    public PluginJars resource(String name, String text) {
        resources.put(name, text);
        return this;
    }

    /** Leaves classes out that were needed to compile the others. */
    public PluginJars without(String className) {
        String file = className.replace('.', '/') + ".class";
        Predicate<String> before = packed;
        packed = name -> before.test(name) && !name.equals(file);
        return this;
    }

    public Path jar(String fileName) {
        Path jar = folder.resolve(fileName);
        try {
            Files.createDirectories(jar.getParent());
            Path classes = classes(fileName + "-classes");
            try (OutputStream out = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    zip.putNextEntry(
                            new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
            delete(classes);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as a folder of class files. */
    public Path classes(String folderName) {
        Path classes = folder.resolve(folderName);
        try {
            Files.createDirectories(classes);
            compile(classes);
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                Path file = classes.resolve(resource.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, resource.getValue());
            }
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!packed.test(classes.relativize(file).toString().replace('\\', '/'))) {
                        Files.delete(file);
                    }
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path target) {
        if (sources.isEmpty()) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                }));
        WorkerClassPath classPath =
                WorkerClassPath.of(System.getProperty("java.class.path"), PluginJars.class.getClassLoader());
        String path = String.join(
                java.io.File.pathSeparator,
                classPath.all().stream().map(Path::toString).toList());
        List<String> options = List.of("-d", target.toString(), "-cp", path, "-proc:none", "-nowarn");
        java.io.StringWriter problems = new java.io.StringWriter();
        boolean compiled =
                compiler.getTask(problems, null, null, options, null, files).call();
        if (!compiled) {
            throw new IllegalStateException(problems.toString());
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
