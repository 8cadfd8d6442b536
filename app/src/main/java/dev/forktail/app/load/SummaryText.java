package dev.forktail.app.load;

import static java.util.Locale.ROOT;

import dev.forktail.engine.audit.DeliveryAudit.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/// A run's progress and summary for a person.
final class SummaryText {
  private SummaryText() {}

  /// One line about a run that is under way.
  ///
  /// @param ackedLast acknowledged in the last second
  static String progress(
      long second, LoadMeter meter, long ackedLast, long waiting, Histogram recent) {
    return String.format(
        ROOT,
        "%4d s  sent %,d  acked %,d/s  p99 %.1f ms  waiting %,d  retries %,d",
        second,
        meter.sent(),
        ackedLast,
        recent.getValueAtPercentile(99) / 1_000.0,
        waiting,
        meter.retries());
  }

  static List<String> of(LoadSummary summary) {
    var meter = summary.meter();
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            ROOT,
            "sent %,d  acked %,d (%,.0f/s)  refused %,d  unacknowledged %,d  dropped %,d",
            meter.sent(),
            meter.acked(),
            summary.ackedPerSecond(),
            meter.refused(),
            summary.unacknowledged(),
            summary.dropped()));
    lines.add(
        String.format(
            ROOT,
            "retries %,d  throttled %,d  server errors %,d  timeouts %,d  disconnects %,d",
            meter.retries(),
            meter.throttled(),
            meter.serverErrors(),
            meter.timeouts(),
            meter.disconnects()));
    lines.add(
        "not counted below:  a warm-up of " + summary.plan().warmup().toMillis() / 1_000.0 + " s");
    lines.add("acknowledged after  " + percentiles(meter.ackMicros()));
    summary.visible().ifPresent(seen -> lines.add("then counted after  " + percentiles(seen)));
    lines.add("connection free     " + percentiles(meter.connectionWaitMicros()));
    lines.add("then sent late by   " + percentiles(meter.lateMicros()));
    lines.add(
        String.format(
            ROOT,
            "generator           %.1f µs of processor per request",
            summary.generatorMicros()));
    summary.usage().ifPresent(usage -> lines.add(usage(usage)));
    summary.delivery().ifPresent(delivery -> lines.addAll(of(delivery)));
    return lines;
  }

  static List<String> of(Delivery delivery) {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            ROOT,
            "recounted: sent %,d  acked %,d  stored %,d  lost %,d  duplicated %,d  phantom %,d",
            delivery.sent(),
            delivery.acknowledged(),
            delivery.stored(),
            delivery.lost(),
            delivery.doubled(),
            delivery.phantom()));
    lines.addAll(delivery.examples());
    return lines;
  }

  private static String usage(LoadSummary.Usage usage) {
    return String.format(
        ROOT,
        "processor per event server %.1f µs  PostgreSQL %.1f µs  memory of the server %,d MB",
        usage.serverMicros().orElse(Double.NaN),
        usage.postgresMicros().orElse(Double.NaN),
        usage.serverBytesMax().orElse(0) >> 20);
  }

  private static String percentiles(Histogram micros) {
    if (micros.getTotalCount() == 0) {
      return "nothing measured";
    }
    return String.format(
        ROOT,
        "p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms",
        micros.getValueAtPercentile(50) / 1_000.0,
        micros.getValueAtPercentile(90) / 1_000.0,
        micros.getValueAtPercentile(99) / 1_000.0,
        micros.getValueAtPercentile(99.9) / 1_000.0,
        micros.getMaxValue() / 1_000.0);
  }
}
