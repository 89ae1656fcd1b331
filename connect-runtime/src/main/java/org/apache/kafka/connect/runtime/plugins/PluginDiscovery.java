// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds all plugins once, place by place and several places at a time, and says in the log what cannot be used.
 *
 * <p>Thread: the caller's, which waits for a pool of its own.
 */
final class PluginDiscovery {
    private static final Logger log = LoggerFactory.getLogger(PluginDiscovery.class);
    private static final List<PluginType> ALL = List.of(PluginType.values());
    private static final List<PluginType> SCANNED =
            ALL.stream().filter(PluginType::scanned).toList();
    private static final List<PluginType> SERVICES_ONLY =
            ALL.stream().filter(type -> !type.scanned()).toList();

    /** What one place gave. */
    private record Found(ScanResult scanned, ScanResult serviceLoaded) {}

    /** What all places gave. */
    record Result(Set<PluginDesc> plugins, List<LinkageFinding> missing) {}

    private final DiscoveryMode mode;
    private final WorkerClassPath classPath;
    private final ClassLoader workerLoader;
    private final @Nullable PluginIndex index;
    private final PluginScanner scanner;
    private final PluginScanner classPathScanner;

    PluginDiscovery(
            DiscoveryMode mode, WorkerClassPath classPath, ClassLoader workerLoader, @Nullable Path indexFolder) {
        this.mode = mode;
        this.classPath = classPath;
        this.workerLoader = workerLoader;
        this.index = indexFolder == null ? null : new PluginIndex(indexFolder, classPath.all());
        ClassFileReader reader = new ClassFileReader();
        WorkerClasses worker = new WorkerClasses(workerLoader);
        this.scanner = remembering("scan", new ReflectionScanner(reader, worker, name -> true));
        this.classPathScanner =
                remembering("class path", new ReflectionScanner(reader, worker, WorkerClassPath::mayBePlugin));
    }

    private PluginScanner remembering(String kind, PluginScanner scanner) {
        return index == null ? scanner : index.remembering(kind, scanner);
    }

    /** @throws ConnectException when the mode refuses what was found */
    Result discover(Collection<PluginSource> isolated) {
        long startNanos = System.nanoTime();
        List<Callable<Found>> searches = new ArrayList<>();
        searches.add(this::searchClassPath);
        isolated.forEach(source -> searches.add(() -> search(source)));
        List<Found> found = inParallel(searches);

        TreeSet<PluginDesc> scanned = new TreeSet<>();
        TreeSet<PluginDesc> serviceLoaded = new TreeSet<>();
        Set<ScanResult.Refused> refused = new LinkedHashSet<>();
        List<LinkageFinding> missing = new ArrayList<>();
        for (Found place : found) {
            scanned.addAll(place.scanned().plugins());
            serviceLoaded.addAll(place.serviceLoaded().plugins());
            refused.addAll(place.scanned().refused());
            refused.addAll(place.serviceLoaded().refused());
            missing.addAll(place.scanned().missing());
        }
        refused.forEach(plugin -> log.error(
                "The {} '{}' cannot be used: {}. Continuing without it.",
                plugin.type(),
                plugin.className(),
                plugin.reason()));
        mode.report(scanned, serviceLoaded);
        tell(missing);
        TreeSet<PluginDesc> plugins = new TreeSet<>(scanned);
        plugins.addAll(serviceLoaded);
        log.info(
                "Found {} plugins in {} places in {} ms",
                plugins.size(),
                found.size(),
                (System.nanoTime() - startNanos) / 1_000_000);
        return new Result(plugins, missing);
    }

    private Found search(PluginSource source) {
        ScanResult scanned = mode.reflective() ? scanner.scan(source) : new ScanResult(List.of(), List.of(), List.of());
        return new Found(scanned, services(source, mode.serviceLoading() ? ALL : SERVICES_ONLY));
    }

    private Found searchClassPath() {
        ScanResult scanned = new ScanResult(List.of(), List.of(), List.of());
        if (mode.reflective()) {
            ScanResult others = classPathScanner.scan(classPathSource(classPath.others()));
            List<PluginDesc> plugins = new ArrayList<>(others.plugins());
            plugins.addAll(services(classPathSource(classPath.own()), SCANNED).plugins());
            scanned = new ScanResult(plugins, others.refused(), others.missing());
        }
        return new Found(
                scanned, services(classPathSource(classPath.all()), mode.serviceLoading() ? ALL : SERVICES_ONLY));
    }

    private PluginSource classPathSource(List<Path> parts) {
        return new PluginSource(PluginDesc.CLASS_PATH, parts, workerLoader);
    }

    private ScanResult services(PluginSource source, List<PluginType> types) {
        return remembering("services " + types, new ServiceLoaderScanner(types)).scan(source);
    }

    private static List<Found> inParallel(List<Callable<Found>> searches) {
        AtomicInteger number = new AtomicInteger();
        int threads = Math.min(searches.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(threads, search -> {
            Thread thread = new Thread(search, "plugin-discovery-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Found> found = new ArrayList<>();
            for (Future<Found> place : pool.invokeAll(searches)) {
                found.add(place.get());
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while looking for plugins", e);
        } catch (ExecutionException e) {
            throw new ConnectException("Looking for plugins failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static void tell(List<LinkageFinding> missing) {
        for (String location :
                missing.stream().map(LinkageFinding::location).distinct().toList()) {
            List<LinkageFinding> here = missing.stream()
                    .filter(finding -> finding.location().equals(location))
                    .toList();
            log.warn(
                    "Classes in '{}' use {} things that this worker does not have, such as '{}' in '{}'. What uses them will"
                            + " fail. GET /penstock/v1/plugins lists them all.",
                    location,
                    here.size(),
                    here.get(0).missing(),
                    here.get(0).neededBy());
        }
    }
}
