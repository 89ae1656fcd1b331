// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.config.DeadLetterSettings;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.config.TopicCreationSettings;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.LogReporter;
import org.apache.kafka.connect.runtime.lifecycle.CommitTiming;
import org.apache.kafka.connect.runtime.lifecycle.PauseGate;
import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.SourcePipeline;
import org.apache.kafka.connect.runtime.pipeline.TransformationChain;
import org.apache.kafka.connect.runtime.source.AtLeastOnceDelivery;
import org.apache.kafka.connect.runtime.source.OffsetCommitScheduler;
import org.apache.kafka.connect.runtime.source.RecordSender;
import org.apache.kafka.connect.runtime.source.SourceContext;
import org.apache.kafka.connect.runtime.source.SourceDelivery;
import org.apache.kafka.connect.runtime.source.SourceTaskKit;
import org.apache.kafka.connect.runtime.source.SourceTaskLoop;
import org.apache.kafka.connect.runtime.source.SourceTaskMetrics;
import org.apache.kafka.connect.runtime.source.TopicCreator;
import org.apache.kafka.connect.runtime.source.TransactionBoundary;
import org.apache.kafka.connect.runtime.source.TransactionalDelivery;
import org.apache.kafka.connect.runtime.source.UsedTopics;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.OffsetReader;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * Builds the loop of a source task: plugins, clients, delivery.
 *
 * <p>Thread: the task's, with its connector's loader in place.
 */
final class SourceTaskFactory {
    private final WorkerEnvironment worker;
    private final PipelineFactory pipelines;
    private final OffsetStores offsetStores;
    private final DeadLetters deadLetters;
    private final OffsetCommitScheduler committer;

    SourceTaskFactory(
            WorkerEnvironment worker,
            PipelineFactory pipelines,
            OffsetStores offsetStores,
            DeadLetters deadLetters,
            OffsetCommitScheduler committer) {
        this.worker = worker;
        this.pipelines = pipelines;
        this.offsetStores = offsetStores;
        this.deadLetters = deadLetters;
        this.committer = committer;
    }

    TaskLoop build(TaskBlueprint blueprint) {
        Closers closers = new Closers(blueprint.runner()::clean);
        Closers published = new Closers();
        try {
            SourceSettings settings = new SourceSettings(blueprint.connectorConfig());
            return assemble(blueprint, settings, closers, published);
        } catch (Throwable e) {
            closers.run();
            published.run();
            throw e;
        }
    }

    private TaskLoop assemble(TaskBlueprint blueprint, SourceSettings settings, Closers closers, Closers published) {
        ConnectorTaskId id = blueprint.id();
        SourceTask task = (SourceTask) blueprint.task();
        boolean transactional = blueprint.request().guard() != null
                && worker.config().exactlyOnceSupport() == ExactlyOnceSupport.ENABLED;
        Converters converters = pipelines.converters(id, settings, blueprint.loader(), closers);
        TaskMetrics taskMetrics = published.add(
                "metrics", new TaskMetrics(worker.metrics(), id, blueprint.facts(converters), worker.time()));
        taskMetrics.with(closers::hideMetrics);
        SourceTaskMetrics sourceMetrics = taskMetrics.with(new SourceTaskMetrics(worker.metrics(), id, transactional));
        ErrorPolicy<SourceRecord> errors = errors(blueprint, settings, taskMetrics, closers);
        TransformationChain<SourceRecord, SourceRecord> chain =
                pipelines.chain(id, settings, blueprint.loader(), errors, taskMetrics, closers);
        Producer<byte[], byte[]> producer = producer(blueprint, transactional);
        closers.add("producer", () -> producer.close(Duration.ofSeconds(30)));
        ConnectorOffsetStore offsets = offsetStores.of(
                new OffsetStores.Request(blueprint.owner(), settings, id, transactional ? null : nullable(producer)),
                closers);
        OffsetReader reader = closers.add("offset reader", new OffsetReader(offsets, id.connector()));
        SourceTaskKit kit = new SourceTaskKit(
                blueprint.runner(),
                task,
                producer,
                errors,
                offsets,
                taskMetrics,
                usedTopics(blueprint),
                new CommitTiming(
                        worker.config().offsetFlushInterval(), worker.config().offsetFlushTimeout(), worker.time()));
        TransactionBoundary boundary = transactional ? boundary(settings) : null;
        SourceDelivery delivery = boundary == null
                ? new AtLeastOnceDelivery(kit, committer)
                : new TransactionalDelivery(
                        kit, boundary, admission(blueprint, producer), offsetStores.topicOf(settings), sourceMetrics);
        RecordSender sender = new RecordSender(
                new SourcePipeline(converters, chain, errors),
                producer,
                delivery,
                topicCreator(blueprint, settings, closers));
        SourceContext context = new SourceContext(
                () -> worker.variables()
                        .resolve(blueprint.request().taskConfig())
                        .values(),
                reader,
                boundary == null ? null : boundary.requests(),
                pipelines.taskMetrics(id, closers));
        Runnable cut = () -> {
            reader.close();
            producer.close(Duration.ZERO);
        };
        return new SourceTaskLoop(
                kit,
                delivery,
                sender,
                sourceMetrics,
                new SourceTaskLoop.SourceSurroundings(
                        blueprint.loader(), blueprint.version(), blueprint.taskConfig(), context, closers::run, cut));
    }

    private Producer<byte[], byte[]> producer(TaskBlueprint blueprint, boolean transactional) {
        ClientConfigs configs = worker.kafka().configs();
        Map<String, Object> overrides = permitted(blueprint, ClientType.PRODUCER);
        return worker.kafka()
                .clients()
                .producer(
                        transactional
                                ? configs.transactionalSourceProducer(blueprint.id(), overrides)
                                : configs.sourceProducer(blueprint.id(), overrides));
    }

    private ErrorPolicy<SourceRecord> errors(
            TaskBlueprint blueprint, SourceSettings settings, TaskMetrics taskMetrics, Closers closers) {
        ErrorMetrics metrics = taskMetrics.with(new ErrorMetrics(worker.metrics(), blueprint.id(), worker.time()));
        List<ErrorReporter<SourceRecord>> reporters = new ArrayList<>();
        if (settings.logsErrors()) {
            boolean details = settings.logsErrorDetails();
            reporters.add(new LogReporter<>(
                    blueprint.id(), metrics, message -> details ? ", where source record is = " + message : ""));
        }
        DeadLetterSettings letters = settings.deadLetters();
        if (letters.enabled()) {
            reporters.add(deadLetters.open(blueprint, letters, metrics, new SourceLetters()));
        }
        return closers.add(
                "reporters of failed records", pipelines.errors(settings, reporters, metrics, blueprint.runner()));
    }

    private UsedTopics usedTopics(TaskBlueprint blueprint) {
        if (!worker.config().topicTrackingEnabled()) {
            return new UsedTopics(null);
        }
        StartTask request = blueprint.request();
        return new UsedTopics(topic -> request.listener().topicUsed(request.id(), topic));
    }

    private @Nullable TopicCreator topicCreator(TaskBlueprint blueprint, SourceSettings settings, Closers closers) {
        TopicCreationSettings creation = settings.topicCreation().orElse(null);
        if (creation == null || !worker.config().topicCreationEnabled()) {
            return null;
        }
        KafkaClients clients = worker.kafka().clients();
        Admin admin = closers.add(
                "admin client",
                clients.admin(worker.kafka()
                        .configs()
                        .topicAdmin(
                                blueprint.id().connector(), blueprint.id(), permitted(blueprint, ClientType.ADMIN))));
        return new TopicCreator(new Topics(admin, worker.time()), creation);
    }

    private TransactionBoundary boundary(SourceSettings settings) {
        Duration interval = settings.transactionBoundaryInterval();
        return switch (settings.transactionBoundary()) {
            case POLL -> TransactionBoundary.everyPoll();
            case INTERVAL ->
                TransactionBoundary.every(
                        (interval == null ? worker.config().offsetFlushInterval() : interval).toMillis(),
                        worker.time());
            case CONNECTOR -> TransactionBoundary.byConnector();
        };
    }

    /** Older tasks are fenced first; then our producer opens; then it must still be our task. */
    private static Runnable admission(TaskBlueprint blueprint, Producer<byte[], byte[]> producer) {
        SourceTaskGuard guard = Objects.requireNonNull(blueprint.request().guard());
        PauseGate gate = blueprint.runner().gate();
        return () -> {
            await(gate, guard.fenceOlderTasks(), "Producers of earlier tasks could not be fenced");
            if (gate.stopping()) {
                return;
            }
            producer.initTransactions();
            await(
                    gate,
                    guard.confirmOwnership(),
                    "The task is no longer this worker's, or its configuration has changed");
        };
    }

    /** Returns when the step has succeeded, or when the task is to end. */
    private static void await(PauseGate gate, CompletableFuture<@Nullable Void> step, String failure) {
        try {
            gate.await(step);
            if (step.isDone()) {
                step.get();
            }
        } catch (ExecutionException e) {
            throw new ConnectException(failure, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException(failure + ": interrupted", e);
        }
    }

    private Map<String, Object> permitted(TaskBlueprint blueprint, ClientType client) {
        ClientOverrides overrides = worker.kafka().overrides();
        return overrides.permitted(blueprint.owner(), client, blueprint.connectorConfig());
    }

    @SuppressWarnings("unchecked") // the same producer; tombstones are what it is asked for here
    private static Producer<byte[], byte @Nullable []> nullable(Producer<byte[], byte[]> producer) {
        return (Producer<byte[], byte @Nullable []>) (Producer<?, ?>) producer;
    }
}
