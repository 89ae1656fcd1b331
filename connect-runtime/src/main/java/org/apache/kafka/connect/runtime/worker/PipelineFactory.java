// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.errors.CleanReporter;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.metrics.PluginMetricGroup;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.LoadedPlugin;
import org.apache.kafka.connect.runtime.pipeline.TransformationChain;
import org.apache.kafka.connect.runtime.pipeline.TransformationStage;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the converters, transformations and error policy of a task from its connector's settings.
 *
 * <p>Thread: the task's, with its connector's loader in place.
 */
final class PipelineFactory {
    private static final String TYPE = "type";
    private static final String VERSION = "plugin.version";
    private static final String PREDICATE = "predicate";
    private static final String NEGATE = "negate";

    /**
     * Which converter a task gets.
     *
     * @param near the connector's loader, or null for a converter of the worker
     * @param own the converter's settings, prefix removed, its type added
     */
    private record ConverterChoice(
            String className,
            VersionRequirement version,
            @Nullable ClassLoader near,
            Map<String, Object> own) {}

    private final WorkerEnvironment worker;
    private final Plugins plugins;

    PipelineFactory(WorkerEnvironment worker) {
        this.worker = worker;
        this.plugins = worker.plugins();
    }

    Converters converters(ConnectorTaskId id, ConnectorSettings settings, ClassLoader loader, Closers closers) {
        return new Converters(
                converter(id, ConverterType.KEY, settings, loader, closers),
                converter(id, ConverterType.VALUE, settings, loader, closers),
                headerConverter(id, settings, loader, closers));
    }

    private LoadedPlugin<Converter> converter(
            ConnectorTaskId id, ConverterType type, ConnectorSettings settings, ClassLoader loader, Closers closers) {
        boolean isKey = type == ConverterType.KEY;
        String classKey = isKey ? WorkerConfig.KEY_CONVERTER_CLASS_CONFIG : WorkerConfig.VALUE_CONVERTER_CLASS_CONFIG;
        String versionKey =
                isKey ? WorkerConfig.KEY_CONVERTER_VERSION_CONFIG : WorkerConfig.VALUE_CONVERTER_VERSION_CONFIG;
        ConverterChoice choice = choice(type, classKey, versionKey, settings, loader);
        Converter converter = plugins.newConverter(choice.className(), choice.version(), choice.near());
        return watched(
                converter,
                () -> converter.configure(choice.own(), isKey),
                id,
                MetricNames.CONVERTER_TAG,
                type.getName(),
                closers);
    }

    private LoadedPlugin<HeaderConverter> headerConverter(
            ConnectorTaskId id, ConnectorSettings settings, ClassLoader loader, Closers closers) {
        ConverterChoice choice = choice(
                ConverterType.HEADER,
                WorkerConfig.HEADER_CONVERTER_CLASS_CONFIG,
                WorkerConfig.HEADER_CONVERTER_VERSION_CONFIG,
                settings,
                loader);
        HeaderConverter converter = plugins.newHeaderConverter(choice.className(), choice.version(), choice.near());
        return watched(
                converter,
                () -> converter.configure(choice.own()),
                id,
                MetricNames.CONVERTER_TAG,
                ConverterType.HEADER.getName(),
                closers);
    }

    /** The connector's if it names one, else the worker's: class, version and settings together. */
    private ConverterChoice choice(
            ConverterType type, String classKey, String versionKey, ConnectorSettings settings, ClassLoader loader) {
        String prefix = classKey + ".";
        String className = settings.converterClass(classKey);
        if (className != null) {
            return new ConverterChoice(
                    className, settings.version(versionKey), loader, typed(settings.withPrefix(prefix), type));
        }
        return new ConverterChoice(
                workerText(classKey),
                workerVersion(versionKey),
                null,
                typed(worker.config().originalsWithPrefix(prefix), type));
    }

    private static Map<String, Object> typed(Map<String, ?> settings, ConverterType type) {
        Map<String, Object> typed = new LinkedHashMap<>(settings);
        typed.put(ConverterConfig.TYPE_CONFIG, type.getName());
        return typed;
    }

    /** The transformations in order. */
    <T, R extends ConnectRecord<R>> TransformationChain<T, R> chain(
            ConnectorTaskId id,
            ConnectorSettings settings,
            ClassLoader loader,
            ErrorPolicy<T> errors,
            TaskMetrics metrics,
            Closers closers) {
        List<TransformationStage<R>> stages = new ArrayList<>();
        for (String alias : settings.transformAliases()) {
            stages.add(stage(id, alias, settings, loader, closers));
        }
        TransformationChain<T, R> chain = new TransformationChain<>(stages, errors);
        chain.publish(worker.metrics(), id).forEach(metrics::with);
        return chain;
    }

    private <R extends ConnectRecord<R>> TransformationStage<R> stage(
            ConnectorTaskId id, String alias, ConnectorSettings settings, ClassLoader loader, Closers closers) {
        String prefix = ConnectorSettings.TRANSFORMS_CONFIG + "." + alias + ".";
        Map<String, String> own = new HashMap<>(settings.withPrefix(prefix));
        String predicateAlias = own.remove(PREDICATE);
        boolean negate = Boolean.parseBoolean(own.remove(NEGATE));
        Transformation<R> transformation = transformation(
                plugins.newTransformation(required(own, prefix), settings.version(prefix + VERSION), loader));
        LoadedPlugin<Transformation<R>> loaded = watched(
                transformation,
                () -> transformation.configure(own),
                id,
                MetricNames.TRANSFORMATION_TAG,
                alias,
                closers);
        LoadedPlugin<Predicate<R>> predicate =
                predicateAlias == null ? null : predicate(id, predicateAlias, settings, loader, closers);
        return new TransformationStage<>(alias, loaded, predicateAlias, predicate, negate);
    }

    private <R extends ConnectRecord<R>> LoadedPlugin<Predicate<R>> predicate(
            ConnectorTaskId id, String alias, ConnectorSettings settings, ClassLoader loader, Closers closers) {
        String prefix = ConnectorSettings.PREDICATES_CONFIG + "." + alias + ".";
        Map<String, String> own = settings.withPrefix(prefix);
        Predicate<R> predicate =
                predicate(plugins.newPredicate(required(own, prefix), settings.version(prefix + VERSION), loader));
        return watched(predicate, () -> predicate.configure(own), id, MetricNames.PREDICATE_TAG, alias, closers);
    }

    <T> ErrorPolicy<T> errors(
            ConnectorSettings settings, List<ErrorReporter<T>> reporters, ErrorMetrics metrics, TaskRunner runner) {
        List<ErrorReporter<T>> clean = new ArrayList<>(reporters.size());
        reporters.forEach(reporter -> clean.add(new CleanReporter<>(reporter, runner::clean)));
        ErrorPolicy.Limits limits = new ErrorPolicy.Limits(
                settings.errorRetryTimeoutMs(),
                settings.errorMaxDelay().toMillis(),
                settings.toleratesErrors() ? Tolerance.ALL : Tolerance.NONE);
        Random random = new Random();
        return new ErrorPolicy<>(limits, clean, metrics, runner.gate()::cancelled, random::nextDouble, worker.time());
    }

    /** What a task's plugin may publish itself. */
    PluginMetrics taskMetrics(ConnectorTaskId id, Closers closers) {
        return closers.add(worker.metrics()
                .pluginMetrics(
                        MetricNames.CONNECTOR_TAG, id.connector(), MetricNames.TASK_TAG, Integer.toString(id.task())));
    }

    /** The plugin is closed with its loader in place, however far what follows gets; then its metrics go. */
    private <P extends AutoCloseable> LoadedPlugin<P> watched(
            P plugin, Runnable configure, ConnectorTaskId id, String tag, String name, Closers closers) {
        ClassLoader loader = plugins.loaderOf(plugin);
        PluginMetricGroup metrics = plugin instanceof Monitorable ? pluginMetrics(id, tag, name, closers) : null;
        closers.add(tag + " '" + name + "'", () -> {
            try (LoaderSwap swap = plugins.withClassLoader(loader)) {
                plugin.close();
            }
        });
        try (LoaderSwap swap = plugins.withClassLoader(loader)) {
            configure.run();
            if (metrics != null) {
                ((Monitorable) plugin).withPluginMetrics(metrics);
            }
        }
        return new LoadedPlugin<>(plugin, loader, knownVersion(plugin));
    }

    private PluginMetricGroup pluginMetrics(ConnectorTaskId id, String tag, String name, Closers closers) {
        return closers.add(worker.metrics()
                .pluginMetrics(
                        MetricNames.CONNECTOR_TAG,
                        id.connector(),
                        MetricNames.TASK_TAG,
                        Integer.toString(id.task()),
                        tag,
                        name));
    }

    /** The version a plugin reports, null if it reports none. */
    static @Nullable String knownVersion(Object plugin) {
        String version = Plugins.versionOf(plugin);
        return version.equals(PluginDesc.UNDEFINED) ? null : version;
    }

    private String workerText(String key) {
        Object text = worker.config().originals().get(key);
        return text == null ? worker.config().getClass(key).getName() : text.toString();
    }

    private VersionRequirement workerVersion(String key) {
        try {
            return VersionRequirement.parse(worker.config().getString(key));
        } catch (InvalidVersionSpecificationException e) {
            throw new ConfigException(key, worker.config().getString(key), e.getMessage());
        }
    }

    private static String required(Map<String, String> own, String prefix) {
        String type = own.get(TYPE);
        if (type == null) {
            throw new ConfigException("Setting '" + prefix + TYPE + "' is missing");
        }
        return type;
    }

    @SuppressWarnings("unchecked") // configurations cannot say more
    private static <R extends ConnectRecord<R>> Transformation<R> transformation(Transformation<?> any) {
        return (Transformation<R>) any;
    }

    @SuppressWarnings("unchecked") // as above
    private static <R extends ConnectRecord<R>> Predicate<R> predicate(Predicate<?> any) {
        return (Predicate<R>) any;
    }
}
