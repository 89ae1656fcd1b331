// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    @TempDir
    private Path temp;

    private Plugins discover(String mode, Path... path) {
        return discover(mode, "", path);
    }

    private Plugins discover(String mode, String classPath, Path... path) {
        List<String> entries = Stream.of(path).map(Path::toString).toList();
        return Plugins.discover(
                new Plugins.Settings(entries, DiscoveryMode.of(mode), temp.resolve("index")), classPath);
    }

    private static List<String> sinks(Plugins plugins) {
        return plugins.registry().all(PluginType.SINK).stream()
                .map(desc -> desc.className() + " " + desc.version())
                .toList();
    }

    private static VersionRequirement version(String text) throws Exception {
        return VersionRequirement.parse(text);
    }

    @Test
    void everyEntryOfAFolderIsOnePlugin() throws IOException {
        PluginJars.in(temp).sink("p.one.FirstSink", "1").jar("path/bare.jar");
        PluginJars.in(temp).sink("p.two.SecondSink", "2").jar("path/folder/lib/deep/two.jar");
        PluginJars.in(temp).sink("p.three.ThirdSink", "3").classes("path/classes");
        Path single = PluginJars.in(temp).sink("p.four.FourthSink", "4").jar("elsewhere/single.jar");
        Path linked = PluginJars.in(temp).sink("p.five.FifthSink", "5").jar("linked/five.jar");
        Files.createSymbolicLink(temp.resolve("path/link"), linked.getParent());

        Plugins plugins = discover("only_scan", temp.resolve("path"), single, temp.resolve("missing"));

        assertEquals(
                List.of(
                        "p.five.FifthSink 5",
                        "p.four.FourthSink 4",
                        "p.one.FirstSink 1",
                        "p.three.ThirdSink 3",
                        "p.two.SecondSink 2"),
                sinks(plugins));
        assertEquals(
                5,
                plugins.registry().all(PluginType.SINK).stream()
                        .map(PluginDesc::location)
                        .distinct()
                        .count());
    }

    @Test
    void aRelativePathStartsAtTheWorkingDirectory() {
        Path jar = PluginJars.in(temp).sink("p.RelativeSink", "1").jar("relative.jar");
        Path relative = Path.of("").toAbsolutePath().relativize(jar);

        assertEquals(List.of("p.RelativeSink 1"), sinks(discover("only_scan", relative)));
    }

    @Test
    void aScanFindsWhatDescendsFromAPluginThroughOtherClasses() {
        Path jar = PluginJars.in(temp)
                .sink("p.BaseSink", "1")
                .source("p.GrandchildSink", "extends p.BaseSink { public String version() { return \"9\"; } }")
                .source("p.QuietConverter", "extends org.apache.kafka.connect.storage.StringConverter {}")
                .text("p.AbstractSink", "package p; public abstract class AbstractSink extends p.BaseSink {}")
                .jar("family.jar");

        Plugins plugins = discover("only_scan", jar);

        assertEquals(List.of("p.BaseSink 1", "p.GrandchildSink 9"), sinks(plugins));
        assertTrue(plugins.registry().all(PluginType.CONVERTER).stream()
                .anyMatch(desc -> desc.className().equals("p.QuietConverter")));
        assertTrue(plugins.registry().all(PluginType.HEADER_CONVERTER).stream()
                .anyMatch(desc -> desc.className().equals("p.QuietConverter")));
    }

    @Test
    void serviceLoadFindsOnlyWhatAServiceFileNames() {
        Path jar = PluginJars.in(temp)
                .sink("p.DeclaredSink", "1")
                .sink("p.SilentSink", "1")
                .service(SinkConnector.class, "# comment", "p.DeclaredSink # the one", "", "p.GoneSink")
                .jar("s.jar");

        assertEquals(List.of("p.DeclaredSink 1"), sinks(discover("service_load", jar)));
        assertEquals(List.of("p.DeclaredSink 1", "p.SilentSink 1"), sinks(discover("hybrid_warn", jar)));
        assertEquals(List.of("p.DeclaredSink 1", "p.SilentSink 1"), sinks(discover("only_scan", jar)));
    }

    @Test
    void hybridFailRefusesAPluginWithoutAServiceFile() {
        Path silent = PluginJars.in(temp).sink("p.SilentSink", "1").jar("silent.jar");
        Path declared = PluginJars.in(temp)
                .sink("p.DeclaredSink", "1")
                .service(SinkConnector.class, "p.DeclaredSink")
                .jar("declared.jar");

        ConnectException refused =
                assertThrows(ConnectException.class, () -> discover("hybrid_fail", silent, declared));
        assertTrue(refused.getMessage().contains("p.SilentSink"), refused.getMessage());
        assertFalse(refused.getMessage().contains("p.DeclaredSink"), refused.getMessage());
        assertEquals(List.of("p.DeclaredSink 1"), sinks(discover("hybrid_fail", declared)));
    }

    @Test
    void providersAndPoliciesAreFoundByServiceFilesWhateverTheMode() {
        Path jar = PluginJars.in(temp)
                .source(
                        "p.TinyConfigProvider",
                        "extends org.apache.kafka.common.config.provider.EnvVarConfigProvider {}")
                .service(ConfigProvider.class, "p.TinyConfigProvider")
                .jar("provider.jar");

        for (String mode : List.of("only_scan", "hybrid_warn", "hybrid_fail", "service_load")) {
            List<String> providers = discover(mode, jar).registry().all(PluginType.CONFIGPROVIDER).stream()
                    .map(PluginDesc::className)
                    .toList();
            assertTrue(providers.contains("p.TinyConfigProvider"), mode);
        }
    }

    @Test
    void oneBrokenPluginDoesNotHideTheOthers() {
        Path jar = PluginJars.in(temp)
                .sink("p.GoodSink", "1")
                .source("p.PrivateSink", "extends p.GoodSink { private PrivateSink() {} }")
                .source("p.NeedySink", "extends p.GoodSink { public NeedySink(int needed) {} }")
                .source(
                        "p.ThrowingSink",
                        "extends p.GoodSink { public ThrowingSink() { throw new RuntimeException(\"no\"); } }")
                .source("p.gone.Base", "extends p.GoodSink {}")
                .source("p.OrphanSink", "extends p.gone.Base {}")
                .without("p.gone.Base")
                .jar("mixed.jar");

        assertEquals(List.of("p.GoodSink 1"), sinks(discover("only_scan", jar)));
        assertEquals(List.of("p.GoodSink 1"), sinks(discover("only_scan", jar)), "and again from the index");
    }

    @Test
    void aPluginThatIsMadeToAskItsVersionIsClosedWhateverItAnswers() throws Exception {
        String life = " public static String life = \"\"; { life += \"made\"; }"
                + " public void close() { life += \" closed\"; }";
        Path jar = PluginJars.in(temp)
                .sink("p.ASink", "1")
                .converter("p.BaseConverter", "1")
                .source("p.OpenConverter", "extends p.BaseConverter {" + life + "}")
                .source(
                        "p.ShyConverter",
                        "extends p.BaseConverter {" + life
                                + " public String version() { throw new RuntimeException(\"no\"); } }")
                .jar("open.jar");
        ClassLoader loader = discover("only_scan", jar).connectorLoader("ASink", VersionRequirement.ANY);

        for (String name : List.of("p.OpenConverter", "p.ShyConverter")) {
            assertEquals("made closed", loader.loadClass(name).getField("life").get(null), name);
        }
    }

    @Test
    void aPluginThatCannotBeClosedUnconfiguredIsFoundLikeAnyOther() {
        Path jar = PluginJars.in(temp)
                .sink("p.BaseSink", "1")
                .source(
                        "p.StuckSink",
                        "extends p.BaseSink implements AutoCloseable {"
                                + " public void close() { throw new AssertionError(\"no\"); } }")
                .jar("stuck.jar");

        assertEquals(List.of("p.BaseSink 1", "p.StuckSink 1"), sinks(discover("only_scan", jar)));
    }

    @Test
    void aPluginUsesItsOwnCopyOfAClassAndTheWorkersOfTheFramework() throws Exception {
        Path one = PluginJars.in(temp)
                .source("lib.Shared", "{ public static String who() { return \"one\"; } }")
                .sink("p.one.OneSink", "1")
                .source("org.apache.kafka.connect.storage.StringConverter", "{}")
                .source("org.apache.kafka.connect.errors.ConnectException", "{}")
                .resource("where.txt", "one")
                .jar("one/one.jar");
        Path two = PluginJars.in(temp)
                .source("lib.Shared", "{ public static String who() { return \"two\"; } }")
                .sink("p.two.TwoSink", "1")
                .jar("two/two.jar");
        Plugins plugins = discover("only_scan", one, two);

        ClassLoader first = plugins.connectorLoader("OneSink", VersionRequirement.ANY);
        ClassLoader second = plugins.connectorLoader("p.two.TwoSink", VersionRequirement.ANY);
        assertEquals("one", first.loadClass("lib.Shared").getMethod("who").invoke(null));
        assertEquals("two", second.loadClass("lib.Shared").getMethod("who").invoke(null));
        assertSame(ConnectException.class, first.loadClass(ConnectException.class.getName()));
        assertNotSame(StringConverter.class, first.loadClass(StringConverter.class.getName()));
        assertSame(StringConverter.class, second.loadClass(StringConverter.class.getName()));
        assertEquals("one", new String(first.getResourceAsStream("where.txt").readAllBytes()));
        assertEquals(1, Collections.list(first.getResources("where.txt")).size());
        assertSame(first.loadClass("p.one.OneSink"), second.loadClass("p.one.OneSink"), "one plugin may name another");
    }

    @Test
    void aPluginsResourceComesBeforeTheWorkersOfTheSameName() throws IOException {
        String name = "org/apache/kafka/connect/storage/Converter.class";
        Path jar =
                PluginJars.in(temp).sink("p.ASink", "1").resource(name, "mine").jar("r.jar");
        ClassLoader loader = discover("only_scan", jar).connectorLoader("ASink", VersionRequirement.ANY);

        assertEquals("mine", new String(loader.getResourceAsStream(name).readAllBytes()));
        assertEquals(2, Collections.list(loader.getResources(name)).size());
    }

    @Test
    void anAliasIsTheSimpleNameWithOrWithoutItsEnding() {
        Path jar = PluginJars.in(temp).sink("p.ThingSinkConnector", "1").jar("a.jar");
        Plugins plugins = discover("only_scan", jar);

        for (String alias : List.of("p.ThingSinkConnector", "ThingSinkConnector", "ThingSink")) {
            Connector connector = plugins.newConnector(alias, VersionRequirement.ANY);
            assertEquals("p.ThingSinkConnector", connector.getClass().getName());
        }
    }

    @Test
    void anAliasThatCouldBeTwoClassesIsRefusedWithBothNames() {
        Path one = PluginJars.in(temp).sink("p.one.SameSinkConnector", "1").jar("one.jar");
        Path two = PluginJars.in(temp).sink("p.two.SameSinkConnector", "1").jar("two.jar");
        Plugins plugins = discover("only_scan", one, two);

        ConnectException refused =
                assertThrows(ConnectException.class, () -> plugins.newConnector("SameSink", VersionRequirement.ANY));
        assertTrue(
                refused.getMessage().endsWith("Classes found: p.one.SameSinkConnector, p.two.SameSinkConnector"),
                refused.getMessage());
    }

    @Test
    void anUnknownConnectorIsRefusedWithTheOnesThereAre() {
        Path jar = PluginJars.in(temp).sink("p.ASink", "1").jar("a.jar");
        Plugins plugins = discover("only_scan", jar);

        PluginNotFoundException refused = assertThrows(
                PluginNotFoundException.class, () -> plugins.newConnector("com.example.Nope", VersionRequirement.ANY));
        assertTrue(refused.getMessage()
                .startsWith("Failed to find any class that implements Connector and which name"
                        + " matches com.example.Nope, available connectors are: "));
        assertTrue(refused.getMessage().contains("p.ASink"));
    }

    @Test
    void ofSeveralVersionsTheNewestWinsUnlessAnotherIsAskedFor() throws Exception {
        Path old = PluginJars.in(temp).sink("p.MultiSink", "1.9.0").jar("old/p.jar");
        Path newer = PluginJars.in(temp).sink("p.MultiSink", "1.10.0").jar("new/p.jar");
        Path unversioned = PluginJars.in(temp).sink("p.MultiSink", "undefined").jar("zzz/p.jar");
        Plugins plugins = discover("only_scan", old, newer, unversioned);

        assertEquals(
                "1.10.0",
                plugins.newConnector("MultiSink", VersionRequirement.ANY).version());
        assertEquals(
                "1.10.0", plugins.newConnector("MultiSink", version("latest")).version());
        assertEquals(
                "1.9.0", plugins.newConnector("MultiSink", version("1.9.0")).version());
        assertEquals(
                "1.9.0",
                plugins.newConnector("MultiSink", version("[1.0,1.10)")).version());
        PluginVersionException refused =
                assertThrows(PluginVersionException.class, () -> plugins.newConnector("MultiSink", version("2.0")));
        assertEquals(
                "Plugin p.MultiSink not found that matches the version range [2.0,2.0], available versions: [undefined,"
                        + " 1.9.0, 1.10.0]",
                refused.getMessage());
        assertEquals(
                List.of("undefined", "1.9.0", "1.10.0"),
                plugins.registry().versions("p.MultiSink", Set.of(PluginType.SINK)));
        assertEquals(List.of(), plugins.registry().versions("p.MultiSink", Set.of(PluginType.SOURCE)));
        assertEquals(
                "undefined",
                plugins.newConnector("MultiSink", version("undefined")).version());
    }

    @Test
    void ofEqualVersionsTheGreaterLocationWins() {
        Path one = PluginJars.in(temp).sink("p.TwinSink", "1").jar("a/p.jar");
        Path two = PluginJars.in(temp).sink("p.TwinSink", "1").jar("b/p.jar");
        Plugins plugins = discover("only_scan", two, one);

        assertEquals(
                two.toString(),
                plugins.registry().find("TwinSink", VersionRequirement.ANY).location());
    }

    @Test
    void aConverterComesFromTheConnectorsOwnPluginUnlessAVersionIsAskedFor() throws Exception {
        Path own = PluginJars.in(temp)
                .sink("p.OwnSink", "1")
                .converter("c.MyConverter", "1")
                .jar("own.jar");
        Path other = PluginJars.in(temp).converter("c.MyConverter", "2").jar("other.jar");
        Plugins plugins = discover("only_scan", own, other);
        ClassLoader connector = plugins.connectorLoader("OwnSink", VersionRequirement.ANY);

        assertEquals("1", converterVersion(plugins, VersionRequirement.ANY, connector));
        assertEquals("2", converterVersion(plugins, version("[2,3)"), connector));
        assertEquals("2", converterVersion(plugins, VersionRequirement.ANY, null));
    }

    private static String converterVersion(Plugins plugins, VersionRequirement version, ClassLoader near) {
        Converter converter = plugins.newConverter("c.MyConverter", version, near);
        return Plugins.versionOf(converter);
    }

    @Test
    void workerSettingsMayNameAPluginByAlias() throws Exception {
        Path jar = PluginJars.in(temp).converter("c.FancyConverter", "1").jar("c.jar");
        Plugins plugins = discover("only_scan", jar);

        try (LoaderSwap swap = plugins.withClassLoader(plugins.delegatingLoader())) {
            Object found = ConfigDef.parseType("key.converter", "Fancy", ConfigDef.Type.CLASS);
            assertEquals("c.FancyConverter", ((Class<?>) found).getName());
        }
    }

    @Test
    void aPluginOfAnotherKindIsRefusedByItsName() {
        Path jar = PluginJars.in(temp).converter("c.SomeConverter", "1").jar("c.jar");
        Plugins plugins = discover("only_scan", jar);

        ConnectException refused = assertThrows(
                ConnectException.class,
                () -> plugins.newPlugin(Transformation.class, "c.SomeConverter", VersionRequirement.ANY, null));
        assertEquals("Class c.SomeConverter does not implement the Transformation interface", refused.getMessage());
    }

    @Test
    void toolsOnTheClassPathAreFoundInEveryMode() {
        Path jar = PluginJars.in(temp)
                .sink("org.apache.kafka.connect.tools.MadeUpSink", "1")
                .service(SinkConnector.class, "org.apache.kafka.connect.tools.MadeUpSink")
                .jar("tools.jar");
        for (String mode : List.of("only_scan", "hybrid_warn", "service_load")) {
            WorkerClassPath classPath = WorkerClassPath.of(jar.toString(), PluginsTest.class.getClassLoader());
            assertEquals(List.of(jar), classPath.others());
            // the jar is not really on this test's class path, so the scan is asked what it would try to load
            List<String> tried = new ArrayList<>();
            new ClassFileReader()
                    .read(classPath.others(), WorkerClassPath::mayBePlugin, file -> tried.add(file.className()));
            assertEquals(List.of("org.apache.kafka.connect.tools.MadeUpSink"), tried, mode);
        }
    }

    @Test
    void ourOwnConvertersAreFoundOnTheClassPathInEveryMode() {
        for (String mode : List.of("only_scan", "hybrid_warn", "hybrid_fail", "service_load")) {
            Plugins plugins = discover(mode, System.getProperty("java.class.path"));
            List<String> converters = plugins.registry().all(PluginType.CONVERTER).stream()
                    .map(PluginDesc::className)
                    .toList();
            assertTrue(converters.contains("org.apache.kafka.connect.json.JsonConverter"), mode + ": " + converters);
        }
    }

    @Test
    void whatAPluginNeedsOfTheFrameworkInVainIsNamedBeforeItRuns() {
        String missingClass = "org.apache.kafka.connect.sink.SinkFuture";
        Path jar = PluginJars.in(temp)
                .source(missingClass, "{ public static void go() {} }")
                .text(
                        "org.apache.kafka.connect.errors.RetriableException",
                        "package org.apache.kafka.connect.errors; public class RetriableException extends ConnectException {"
                                + " public RetriableException(String s) { super(s); }"
                                + " public int tomorrow(String s) { return 1; } }")
                .source(
                        "p.AheadSink",
                        "extends p.Sink { Class<?> used() { return p.Uses.class; }"
                                + " public String version() { return \"1\"; } }")
                .sink("p.Sink", "1")
                .source("p.Unreachable", "{ void a() { " + missingClass + ".go(); } }")
                .source(
                        "p.Uses",
                        "{ void a() { " + missingClass + ".go(); }"
                                + " int b() { return new org.apache.kafka.connect.errors.RetriableException(\"\").tomorrow(\"\"); }"
                                + " String fine() { return new org.apache.kafka.connect.errors.RetriableException(\"\").getMessage(); }"
                                + " }")
                .without(missingClass)
                .without("org.apache.kafka.connect.errors.RetriableException")
                .jar("ahead.jar");

        for (String pass : List.of("read", "remembered")) {
            Plugins plugins = discover("hybrid_warn", jar);

            assertEquals(
                    List.of(
                            "p.Uses org.apache.kafka.connect.errors.RetriableException#tomorrow(Ljava/lang/String;)I",
                            "p.Uses " + missingClass,
                            "p.Uses " + missingClass + "#go()V"),
                    plugins.linkageFindings().stream()
                            .filter(finding -> finding.location().equals(jar.toString()))
                            .map(finding -> finding.neededBy() + " " + finding.missing())
                            .collect(Collectors.toList()),
                    pass);
            assertEquals(List.of("p.AheadSink 1", "p.Sink 1"), sinks(plugins));
        }
    }

    @Test
    void theIndexAnswersUntilAJarChanges() throws IOException {
        Path jar = PluginJars.in(temp).sink("p.FirstSink", "1").jar("i.jar");
        assertEquals(List.of("p.FirstSink 1"), sinks(discover("only_scan", jar)));
        assertEquals(List.of("p.FirstSink 1"), sinks(discover("only_scan", jar)));

        PluginJars.in(temp).sink("p.FirstSink", "2").sink("p.SecondSink", "2").jar("i.jar");

        assertEquals(List.of("p.FirstSink 2", "p.SecondSink 2"), sinks(discover("only_scan", jar)));
    }

    @Test
    void anIndexThatWasTamperedWithOrCannotBeWrittenIsNoError() throws IOException {
        Path jar = PluginJars.in(temp).sink("p.FirstSink", "1").jar("i.jar");
        discover("only_scan", jar);
        try (Stream<Path> files = Files.list(temp.resolve("index"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "rubbish");
            }
        }
        assertEquals(List.of("p.FirstSink 1"), sinks(discover("only_scan", jar)));

        PluginJars.delete(temp.resolve("index"));
        Files.writeString(temp.resolve("index"), "a file where a folder should be");
        assertEquals(List.of("p.FirstSink 1"), sinks(discover("only_scan", jar)));
    }

    @Test
    void providersAreMadeFromTheWorkersSettings() {
        Plugins plugins = discover("only_scan", System.getProperty("java.class.path"));
        Map<String, ConfigProvider> providers = plugins.newConfigProviders(Map.of(
                "config.providers", "env, file",
                "config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
                "config.providers.env.param.allowlist.pattern", "NOTHING_LIKE_THIS",
                "config.providers.file.class", "File"));

        assertEquals(java.util.Set.of("env", "file"), providers.keySet());
        assertTrue(providers.get("env").get("").data().isEmpty());
    }

    @Test
    void driversOfAPluginRegisterThemselvesBeforeItIsUsed() {
        String mark = "penstock.test.driver." + temp.getFileName();
        Path jar = PluginJars.in(temp)
                .sink("p.Base", "1")
                .source(
                        "p.JdbcSink",
                        "extends Base { public JdbcSink() { System.setProperty(\"" + mark
                                + ".made\", String.valueOf(System.getProperty(\"" + mark + "\"))); } }")
                .text(
                        "p.SomeDriver",
                        "package p; public class SomeDriver implements java.sql.Driver {"
                                + " static { System.setProperty(\"" + mark
                                + "\", \"seen by \" + (Thread.currentThread()"
                                + ".getContextClassLoader() == SomeDriver.class.getClassLoader())); }"
                                + " public java.sql.Connection connect(String u, java.util.Properties i) { return null; }"
                                + " public boolean acceptsURL(String u) { return false; }"
                                + " public java.sql.DriverPropertyInfo[] getPropertyInfo(String u, java.util.Properties i) { return null; }"
                                + " public int getMajorVersion() { return 1; }"
                                + " public int getMinorVersion() { return 0; }"
                                + " public boolean jdbcCompliant() { return false; }"
                                + " public java.util.logging.Logger getParentLogger() { return null; } }")
                .service(java.sql.Driver.class, "p.SomeDriver", "p.GoneDriver")
                .jar("jdbc.jar");

        Plugins plugins = discover("only_scan", jar);
        assertNull(System.getProperty(mark), "nobody uses the plugin yet");

        plugins.newConnector("JdbcSink", VersionRequirement.ANY);
        assertEquals("seen by true", System.getProperty(mark + ".made"));
    }

    @Test
    void aBundledFrameworkNeverReplacesTheWorkers() throws Exception {
        Path jar = PluginJars.in(temp)
                .sink("p.FatSink", "1")
                .source("org.apache.kafka.common.TopicPartition", "{}")
                .source("org.slf4j.Marker", "{}")
                .source("org.apache.kafka.connect.data.Schema", "{}")
                .without("nothing")
                .jar("fat.jar");
        ClassLoader loader = discover("hybrid_warn", jar).connectorLoader("FatSink", VersionRequirement.ANY);

        for (String shared : List.of(
                "org.apache.kafka.common.TopicPartition", "org.slf4j.Marker", "org.apache.kafka.connect.data.Schema")) {
            assertSame(Class.forName(shared), loader.loadClass(shared), shared);
        }
    }
}
