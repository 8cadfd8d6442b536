package dev.forktail.app.load;

import java.util.function.Consumer;

/// Says once a second how a run is doing.
final class ProgressReport implements Runnable {
  private final Sending sending;
  private final ServerUsage usage;
  private final Consumer<String> lines;
  private long second;
  private long ackedBefore;

  ProgressReport(Sending sending, ServerUsage usage, Consumer<String> lines) {
    this.sending = sending;
    this.usage = usage;
    this.lines = lines;
  }

  @Override
  public void run() {
    second++;
    usage.sample();
    var meter = sending.meter();
    long ackedLast = meter.acked() - ackedBefore;
    ackedBefore = meter.acked();
    lines.accept(
        SummaryText.progress(
            second, meter, ackedLast, sending.waiting(), meter.takeRecentAckMicros()));
  }
}
