package dev.forktail.app;

import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.ingest.EventBuffer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What Prometheus sees of the pipeline behind intake, and of the process.
final class PipelineMeters {
  private static final double MILLIS_PER_SECOND = 1_000;

  private PipelineMeters() {}

  static void register(Pipeline pipeline, MeterRegistry registry) {
    buffer(pipeline.buffer(), registry);
    writers(pipeline, registry);
    disk(pipeline.budget(), registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  static void register(VisitorContexts contexts, MeterRegistry registry) {
    FunctionCounter.builder("context.agents.unread", contexts, VisitorContexts::unreadAgents)
        .description("User agents not read since the start, as reading them took too long")
        .register(registry);
  }

  private static void buffer(EventBuffer buffer, MeterRegistry registry) {
    gauge(registry, "ingest.buffer.depth", "events", buffer, from -> from.state().depth());
    gauge(registry, "ingest.buffer.size", "bytes", buffer, from -> from.state().bytes());
    gauge(
        registry,
        "ingest.buffer.oldest.age",
        "seconds",
        buffer,
        from -> from.state().oldestAge().toMillis() / MILLIS_PER_SECOND);
  }

  private static void writers(Pipeline pipeline, MeterRegistry registry) {
    FunctionCounter.builder("event.store.events", pipeline, from -> from.meters().stored().total())
        .description("New events stored since the start")
        .register(registry);
    FunctionCounter.builder(
            "journal.records.damaged", pipeline, from -> from.writers().damagedRecords())
        .description("Records lost to damage on disk, found since the start")
        .register(registry);
    gauge(
        registry, "event.store.waiting", null, pipeline, from -> from.fault().isPresent() ? 1 : 0);
  }

  private static void disk(DiskBudget budget, MeterRegistry registry) {
    gauge(registry, "disk.used", "bytes", budget, from -> from.last().usedBytes());
    gauge(registry, "disk.room", "bytes", budget, from -> from.last().roomBytes());
  }

  private static <T> void gauge(
      MeterRegistry registry,
      String name,
      @Nullable String unit,
      T source,
      ToDoubleFunction<T> value) {
    Gauge.builder(name, source, value).baseUnit(unit).strongReference(true).register(registry);
  }
}
