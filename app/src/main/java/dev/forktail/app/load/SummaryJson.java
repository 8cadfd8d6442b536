package dev.forktail.app.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/// A run's summary as one line of JSON. What is not known is `null`.
final class SummaryJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  private SummaryJson() {}

  static String of(LoadSummary summary) {
    var out = new StringWriter();
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("run", summary.run().text());
      writeCounts(json, summary);
      writePlan(json, summary);
      writeLatencies(json, summary);
      writeUsage(json, summary);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toString();
  }

  /// The recount of an earlier run.
  static String of(Delivery delivery) {
    var out = new StringWriter();
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("sent", delivery.sent());
      json.writeNumberField("acked", delivery.acknowledged());
      json.writeNumberField("stored", delivery.stored());
      json.writeNumberField("lost", delivery.lost());
      json.writeNumberField("duplicated", delivery.doubled());
      json.writeNumberField("phantom", delivery.phantom());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toString();
  }

  private static void writeCounts(JsonGenerator json, LoadSummary summary) throws IOException {
    var meter = summary.meter();
    var delivery = summary.delivery();
    json.writeNumberField("sent", meter.sent());
    json.writeNumberField("acked", meter.acked());
    write(json, "stored", delivery.map(Delivery::stored));
    write(json, "lost", delivery.map(Delivery::lost));
    write(json, "duplicated", delivery.map(Delivery::doubled));
    write(json, "phantom", delivery.map(Delivery::phantom));
    json.writeNumberField("refused", meter.refused());
    json.writeNumberField("unacknowledged", summary.unacknowledged());
    json.writeNumberField("dropped", summary.dropped());
    json.writeNumberField("retries", meter.retries());
    json.writeNumberField("requests", meter.attempts());
    json.writeNumberField("throttled", meter.throttled());
    json.writeNumberField("server_errors", meter.serverErrors());
    json.writeNumberField("timeouts", meter.timeouts());
    json.writeNumberField("disconnects", meter.disconnects());
  }

  private static void writePlan(JsonGenerator json, LoadSummary summary) throws IOException {
    var plan = summary.plan();
    json.writeNumberField("rate", plan.rate());
    json.writeNumberField("acked_per_s", rounded(summary.ackedPerSecond()));
    json.writeNumberField("sending_s", rounded(summary.sendingTook().toNanos() / 1e9));
    write(json, "drain_s", summary.drained().map(took -> rounded(took.toNanos() / 1e9)));
    json.writeNumberField("warmup_s", rounded(plan.warmup().toNanos() / 1e9));
    json.writeNumberField("size", plan.size());
    json.writeNumberField("batch", plan.batch());
    json.writeNumberField("connections", plan.connections());
    json.writeNumberField("seed", plan.seed());
  }

  private static void writeLatencies(JsonGenerator json, LoadSummary summary) throws IOException {
    writeMillis(json, "ack_ms", Optional.of(summary.meter().ackMicros()));
    writeMillis(json, "visible_ms", summary.visible());
    writeMillis(json, "connection_wait_ms", Optional.of(summary.meter().connectionWaitMicros()));
    writeMillis(json, "late_ms", Optional.of(summary.meter().lateMicros()));
  }

  private static void writeUsage(JsonGenerator json, LoadSummary summary) throws IOException {
    json.writeNumberField("generator_cpu_us", rounded(summary.generatorMicros()));
    var usage = summary.usage();
    write(json, "server_cpu_us", usage.flatMap(used -> known(used.serverMicros())));
    write(json, "postgres_cpu_us", usage.flatMap(used -> known(used.postgresMicros())));
    write(
        json,
        "server_rss_mb",
        usage
            .filter(used -> used.serverBytesMax().isPresent())
            .map(used -> rounded(used.serverBytesMax().getAsLong() / BYTES_PER_MEGABYTE)));
  }

  private static void writeMillis(JsonGenerator json, String name, Optional<Histogram> micros)
      throws IOException {
    var counted = micros.filter(histogram -> histogram.getTotalCount() > 0);
    if (counted.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeNumberField("p50", millis(counted.get().getValueAtPercentile(50)));
    json.writeNumberField("p90", millis(counted.get().getValueAtPercentile(90)));
    json.writeNumberField("p99", millis(counted.get().getValueAtPercentile(99)));
    json.writeNumberField("p999", millis(counted.get().getValueAtPercentile(99.9)));
    json.writeNumberField("max", millis(counted.get().getMaxValue()));
    json.writeNumberField("samples", counted.get().getTotalCount());
    json.writeEndObject();
  }

  private static Optional<Double> known(OptionalDouble value) {
    return value.isPresent() ? Optional.of(rounded(value.getAsDouble())) : Optional.empty();
  }

  private static void write(JsonGenerator json, String name, Optional<? extends Number> value)
      throws IOException {
    if (value.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    switch (value.get()) {
      case Long number -> json.writeNumberField(name, number);
      case Number number -> json.writeNumberField(name, number.doubleValue());
    }
  }

  private static double millis(long micros) {
    return micros / 1_000.0;
  }

  /// Three decimals are more than any of these figures can bear.
  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
