// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.runtime.WorkerSinkTask;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.runtime.config.DeadLetterSettings;
import org.apache.kafka.connect.runtime.config.SinkSettings;
import org.apache.kafka.connect.runtime.errors.DeadLetterQueue.Letter;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.LogReporter;
import org.apache.kafka.connect.runtime.lifecycle.CommitTiming;
import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.SinkPipeline;
import org.apache.kafka.connect.runtime.pipeline.TransformationChain;
import org.apache.kafka.connect.runtime.sink.ErrantRecords;
import org.apache.kafka.connect.runtime.sink.SinkTaskKit;
import org.apache.kafka.connect.runtime.sink.SinkTaskLoop;
import org.apache.kafka.connect.runtime.sink.SinkTaskMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Builds the loop of a sink task: plugins, consumer, error handling.
 *
 * <p>Thread: the task's, with its connector's loader in place.
 */
final class SinkTaskFactory {
    /** Offsets are committed by then; what is left is to say goodbye, which may wait behind an idle fetch. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final WorkerEnvironment worker;
    private final PipelineFactory pipelines;
    private final DeadLetters deadLetters;

    SinkTaskFactory(WorkerEnvironment worker, PipelineFactory pipelines, DeadLetters deadLetters) {
        this.worker = worker;
        this.pipelines = pipelines;
        this.deadLetters = deadLetters;
    }

    TaskLoop build(TaskBlueprint blueprint) {
        Closers closers = new Closers(blueprint.runner()::clean);
        Closers published = new Closers();
        try {
            SinkSettings settings = new SinkSettings(blueprint.connectorConfig());
            return assemble(blueprint, settings, closers, published);
        } catch (Throwable e) {
            closers.run();
            published.run();
            throw e;
        }
    }

    private TaskLoop assemble(TaskBlueprint blueprint, SinkSettings settings, Closers closers, Closers published) {
        ConnectorTaskId id = blueprint.id();
        StartTask request = blueprint.request();
        Converters converters = pipelines.converters(id, settings, blueprint.loader(), closers);
        TaskMetrics taskMetrics = published.add(
                "metrics", new TaskMetrics(worker.metrics(), id, blueprint.facts(converters), worker.time()));
        taskMetrics.with(closers::hideMetrics);
        SinkTaskMetrics sinkMetrics = taskMetrics.with(new SinkTaskMetrics(worker.metrics(), id));
        ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors = errors(blueprint, settings, taskMetrics, closers);
        TransformationChain<ConsumerRecord<byte[], byte[]>, SinkRecord> chain =
                pipelines.chain(id, settings, blueprint.loader(), errors, taskMetrics, closers);
        Consumer<byte[], byte[]> consumer = worker.kafka()
                .clients()
                .consumer(worker.kafka()
                        .configs()
                        .sinkConsumer(
                                id,
                                worker.kafka()
                                        .overrides()
                                        .permitted(
                                                blueprint.owner(), ClientType.CONSUMER, blueprint.connectorConfig())));
        closers.add("consumer", () -> consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
        ErrantRecords errants = errors.hasReporters() ? new ErrantRecords(errors, converters) : null;
        WorkerSinkTaskContext context = new WorkerSinkTaskContext(
                consumer,
                () -> worker.variables().resolve(request.taskConfig()).values(),
                blueprint.runner().gate()::pauseWanted,
                errants,
                pipelines.taskMetrics(id, closers));
        SinkTaskKit kit = new SinkTaskKit(
                blueprint.runner(),
                (SinkTask) blueprint.task(),
                consumer,
                context,
                errants,
                taskMetrics,
                sinkMetrics,
                new CommitTiming(
                        worker.config().offsetFlushInterval(), worker.config().offsetFlushTimeout(), worker.time()));
        SinkTaskLoop.Subscription topics = new SinkTaskLoop.Subscription(
                settings.topics(), settings.usesPattern() ? settings.topicsPattern() : null);
        return new WorkerSinkTask(new SinkTaskLoop(
                kit,
                new SinkPipeline(converters, chain, errors),
                new SinkTaskLoop.SinkSurroundings(
                        blueprint.loader(),
                        blueprint.version(),
                        blueprint.taskConfig(),
                        topics,
                        worker.config().topicTrackingEnabled()
                                ? topic -> request.listener().topicUsed(id, topic)
                                : null,
                        closers::run)));
    }

    private ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors(
            TaskBlueprint blueprint, SinkSettings settings, TaskMetrics taskMetrics, Closers closers) {
        ErrorMetrics metrics = taskMetrics.with(new ErrorMetrics(worker.metrics(), blueprint.id(), worker.time()));
        List<ErrorReporter<ConsumerRecord<byte[], byte[]>>> reporters = new ArrayList<>();
        DeadLetterSettings letters = settings.deadLetters();
        if (letters.enabled()) {
            reporters.add(deadLetters.open(blueprint, letters, metrics, SinkTaskFactory::letter));
        }
        if (settings.logsErrors()) {
            boolean details = settings.logsErrorDetails();
            reporters.add(new LogReporter<>(blueprint.id(), metrics, message -> details ? describe(message) : ""));
        }
        return closers.add(
                "reporters of failed records", pipelines.errors(settings, reporters, metrics, blueprint.runner()));
    }

    private static String describe(ConsumerRecord<byte[], byte[]> message) {
        return ", where consumed record is {topic='" + message.topic() + "', partition=" + message.partition()
                + ", offset=" + message.offset() + ", timestamp=" + message.timestamp() + ", timestampType="
                + message.timestampType() + "}";
    }

    private static Letter letter(ConsumerRecord<byte[], byte[]> message) {
        return new Letter(
                message.key(),
                message.value(),
                message.timestamp() < 0 ? null : message.timestamp(),
                message.headers(),
                message.topic(),
                message.partition(),
                message.offset());
    }
}
