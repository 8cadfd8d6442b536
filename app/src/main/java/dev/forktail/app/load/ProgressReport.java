package dev.forktail.app.load;

import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/// Says once a second how a run is doing, and keeps the account of what it costs from the end of
/// the warm-up on. Runs on the sending thread.
final class ProgressReport implements Runnable {
  private final Sending sending;
  private final ServerUsage usage;
  private final long warmupSeconds;
  private final Consumer<String> lines;
  private long second;
  private long ackedBefore;
  private long cpuNanosAtStart = threadCpuNanos();
  private long attemptsAtStart;

  ProgressReport(Sending sending, ServerUsage usage, long warmupSeconds, Consumer<String> lines) {
    this.sending = sending;
    this.usage = usage;
    this.warmupSeconds = warmupSeconds;
    this.lines = lines;
  }

  @Override
  public void run() {
    second++;
    var meter = sending.meter();
    usage.sample();
    if (second == warmupSeconds) {
      usage.startFrom(meter.acked());
      cpuNanosAtStart = threadCpuNanos();
      attemptsAtStart = meter.attempts();
    }
    long ackedLast = meter.acked() - ackedBefore;
    ackedBefore = meter.acked();
    lines.accept(
        SummaryText.progress(
            second, meter, ackedLast, sending.waiting(), meter.takeRecentAckMicros()));
  }

  /// Processor time of the sending thread per request, up to now.
  double generatorMicros() {
    long attempts = sending.meter().attempts() - attemptsAtStart;
    return (threadCpuNanos() - cpuNanosAtStart) / 1_000.0 / Math.max(1, attempts);
  }

  private static long threadCpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
