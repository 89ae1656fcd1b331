// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of a worker: what there is, and instances of it. Instances are made with their own loader in place; calling them that
 * way afterwards is the caller's part, see {@link #withClassLoader} and {@link #loaderOf}.
 *
 * <p>Thread: any, once discovered.
 */
public final class Plugins {
    private final PluginRegistry registry;
    private final DelegatingClassLoader delegatingLoader;
    private final List<LinkageFinding> linkageFindings;

    /**
     * What discovery is told.
     *
     * @param path entries of {@code plugin.path}
     * @param mode how to find plugins
     * @param indexFolder where to remember what was found; null for nowhere
     */
    public record Settings(
            List<String> path, DiscoveryMode mode, @Nullable Path indexFolder) {
        public Settings {
            path = List.copyOf(path);
        }

        /** @param indexFolder a folder, empty for none, null for the user's cache folder */
        public static Settings of(List<String> path, String mode, @Nullable String indexFolder) {
            Path folder = indexFolder == null
                    ? PluginIndex.defaultFolder()
                    : indexFolder.isBlank() ? null : Path.of(indexFolder.trim());
            return new Settings(path, DiscoveryMode.of(mode), folder);
        }
    }

    private Plugins(
            PluginRegistry registry, DelegatingClassLoader delegatingLoader, List<LinkageFinding> linkageFindings) {
        this.registry = registry;
        this.delegatingLoader = delegatingLoader;
        this.linkageFindings = List.copyOf(linkageFindings);
    }

    /** Finds the plugins of the path and of the class path this program runs with. */
    public static Plugins discover(Settings settings) {
        return discover(settings, System.getProperty("java.class.path", ""));
    }

    static Plugins discover(Settings settings, String classPath) {
        ClassLoader workerLoader = Plugins.class.getClassLoader();
        DelegatingClassLoader delegatingLoader = new DelegatingClassLoader(workerLoader);
        List<PluginSource> sources = PluginPath.locations(settings.path()).stream()
                .map(location -> PluginSource.isolated(location, delegatingLoader))
                .toList();
        PluginDiscovery.Result found = new PluginDiscovery(
                        settings.mode(),
                        WorkerClassPath.of(classPath, workerLoader),
                        workerLoader,
                        settings.indexFolder())
                .discover(sources);
        PluginRegistry registry = new PluginRegistry(found.plugins());
        delegatingLoader.know(registry);
        return new Plugins(registry, delegatingLoader, found.missing());
    }

    /** All that was found. */
    public PluginRegistry registry() {
        return registry;
    }

    /** What plugins need of the framework in vain. */
    public List<LinkageFinding> linkageFindings() {
        return linkageFindings;
    }

    /** Sees the worker's class path and, by class name or alias, the newest copy of every plugin. */
    public ClassLoader delegatingLoader() {
        return delegatingLoader;
    }

    /** Puts a loader in place for the current thread until the result is closed. */
    public LoaderSwap withClassLoader(ClassLoader loader) {
        return LoaderSwap.to(loader);
    }

    /** The loader to have in place when calling a plugin: its own if it is isolated, else the delegating one. */
    public ClassLoader loaderOf(Object plugin) {
        ClassLoader loader = plugin.getClass().getClassLoader();
        return loader instanceof PluginClassLoader ? loader : delegatingLoader;
    }

    /** The loader of a connector's plugin, by class name or alias. */
    public ClassLoader connectorLoader(String classOrAlias, VersionRequirement version) {
        PluginDesc connector = registry.connector(classOrAlias, version);
        return connector.isIsolated() ? connector.loader() : delegatingLoader;
    }

    public Connector newConnector(String classOrAlias, VersionRequirement version) {
        PluginDesc connector = registry.connector(classOrAlias, version);
        return instantiate(load(connector), Connector.class);
    }

    /** A task; the context loader should be its connector's. */
    public Task newTask(Class<? extends Task> taskClass) {
        return instantiate(taskClass, Task.class);
    }

    /** The task class that a task configuration names, as the connector's plugin sees it. */
    public Class<? extends Task> taskClass(String className, ClassLoader connectorLoader) {
        return load(className, connectorLoader).asSubclass(Task.class);
    }

    /**
     * A converter for keys or values that still wants its configuration.
     *
     * @param near where to look first when no version is asked for: the connector's loader, or null for a converter of the worker
     */
    public Converter newConverter(String classOrAlias, VersionRequirement version, @Nullable ClassLoader near) {
        return newPlugin(Converter.class, classOrAlias, version, near);
    }

    /** A header converter that still wants its configuration; parameters as for {@link #newConverter}. */
    public HeaderConverter newHeaderConverter(
            String classOrAlias, VersionRequirement version, @Nullable ClassLoader near) {
        return newPlugin(HeaderConverter.class, classOrAlias, version, near);
    }

    /** A transformation that still wants its configuration. */
    public Transformation<?> newTransformation(
            String classOrAlias, VersionRequirement version, @Nullable ClassLoader near) {
        return newPlugin(Transformation.class, classOrAlias, version, near);
    }

    /** A predicate that still wants its configuration. */
    public Predicate<?> newPredicate(String classOrAlias, VersionRequirement version, @Nullable ClassLoader near) {
        return newPlugin(Predicate.class, classOrAlias, version, near);
    }

    /**
     * An instance of any plugin, unconfigured.
     *
     * @throws PluginNotFoundException when there is no such class
     * @throws PluginVersionException when there is one, in other versions
     * @throws ConnectException when it is something else or cannot be made
     */
    public <T> T newPlugin(Class<T> type, String classOrAlias, VersionRequirement version, @Nullable ClassLoader near) {
        return instantiate(pluginClass(classOrAlias, version, near), type);
    }

    /**
     * The class of a plugin. Without a wish for a version the copy seen from {@code near} comes first, which is the one in the
     * connector's own plugin if it has any.
     */
    public Class<?> pluginClass(String classOrAlias, VersionRequirement version, @Nullable ClassLoader near) {
        if (version.isAny() && near != null) {
            return load(registry.className(classOrAlias), near);
        }
        if (version.isAny() && registry.copies(classOrAlias).isEmpty()) {
            return load(classOrAlias, delegatingLoader);
        }
        return load(registry.find(classOrAlias, version));
    }

    /** The version a plugin reports; {@link PluginDesc#UNDEFINED} if it reports none. */
    public static String versionOf(Object plugin) {
        String version = plugin instanceof Versioned versioned ? versioned.version() : null;
        return version == null ? PluginDesc.UNDEFINED : version;
    }

    /**
     * The config providers that {@code config.providers} names, configured.
     *
     * @param properties the worker's, as written
     */
    public Map<String, ConfigProvider> newConfigProviders(Map<String, String> properties) {
        Map<String, ConfigProvider> providers = new LinkedHashMap<>();
        String names = properties.getOrDefault("config.providers", "");
        for (String name : names.split(",")) {
            if (!name.isBlank()) {
                providers.put(name.trim(), newConfigProvider("config.providers." + name.trim() + ".", properties));
            }
        }
        return providers;
    }

    private ConfigProvider newConfigProvider(String prefix, Map<String, String> properties) {
        String className = properties.get(prefix + "class");
        if (className == null) {
            throw new ConnectException("Cannot use a config provider: '" + prefix + "class' is not set");
        }
        ConfigProvider provider = newPlugin(ConfigProvider.class, className.trim(), VersionRequirement.ANY, null);
        ConfigProvider isolated = new IsolatedConfigProvider(provider, loaderOf(provider));
        isolated.configure(withPrefix(properties, prefix + "param."));
        return isolated;
    }

    private static Map<String, String> withPrefix(Map<String, String> properties, String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** The policy on client overrides, configured. */
    public ConnectorClientConfigOverridePolicy newOverridePolicy(String classOrAlias, Map<String, ?> settings) {
        ConnectorClientConfigOverridePolicy policy =
                newPlugin(ConnectorClientConfigOverridePolicy.class, classOrAlias, VersionRequirement.ANY, null);
        try (LoaderSwap swap = LoaderSwap.to(loaderOf(policy))) {
            policy.configure(settings);
        }
        return policy;
    }

    /** The REST extensions, configured, in the order given. */
    public List<ConnectRestExtension> newRestExtensions(List<String> classesOrAliases, Map<String, ?> settings) {
        List<ConnectRestExtension> extensions = new ArrayList<>();
        for (String name : classesOrAliases) {
            ConnectRestExtension extension = newPlugin(ConnectRestExtension.class, name, VersionRequirement.ANY, null);
            try (LoaderSwap swap = LoaderSwap.to(loaderOf(extension))) {
                extension.configure(settings);
            }
            extensions.add(extension);
        }
        return extensions;
    }

    private Class<?> load(PluginDesc plugin) {
        return load(plugin.className(), plugin.loader());
    }

    private static Class<?> load(String className, ClassLoader loader) {
        try {
            if (Class.forName(className, false, loader).getClassLoader() instanceof PluginClassLoader own) {
                own.prepare();
            }
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException e) {
            throw new PluginNotFoundException("Class " + className + " could not be found.", e);
        } catch (LinkageError e) {
            throw new ConnectException("Class " + className + " could not be loaded: " + e, e);
        }
    }

    private <T> T instantiate(Class<?> pluginClass, Class<T> type) {
        if (!type.isAssignableFrom(pluginClass)) {
            throw new ConnectException("Class " + pluginClass.getName() + " does not implement the "
                    + type.getSimpleName() + (type.isInterface() ? " interface" : " class"));
        }
        ClassLoader loader = pluginClass.getClassLoader();
        try (LoaderSwap swap = LoaderSwap.to(loader instanceof PluginClassLoader ? loader : delegatingLoader)) {
            return type.cast(pluginClass.getDeclaredConstructor().newInstance());
        } catch (InvocationTargetException e) {
            throw new ConnectException(
                    "Cannot make an instance of '" + pluginClass.getName() + "': " + e.getTargetException(),
                    e.getTargetException());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ConnectException("Cannot make an instance of '" + pluginClass.getName() + "': " + e, e);
        }
    }
}
