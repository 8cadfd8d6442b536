package dev.forktail.app.load;

import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The sending part of a run, put together and run once.
final class Sending {
  private static final Duration HEAD_START = Duration.ofMillis(20);
  private static final Duration FIRST_RESEND = Duration.ofMillis(100);
  private static final Duration LAST_RESEND = Duration.ofSeconds(5);
  private static final Duration FIRST_REOPEN = Duration.ofMillis(20);
  private static final Duration LAST_REOPEN = Duration.ofSeconds(1);

  private final LoadPlan plan;
  private final LoadMeter meter;
  private final Outbox outbox;
  private final LoadLoop loop;

  private Sending(LoadPlan plan, LoadMeter meter, Outbox outbox, LoadLoop loop) {
    this.plan = plan;
    this.meter = meter;
    this.outbox = outbox;
    this.loop = loop;
  }

  /// The run starts a moment from now: [#run] is to be called at once.
  static Sending prepare(
      LoadPlan plan,
      EventTemplates templates,
      RunId run,
      Ledger ledger,
      Clocks clocks,
      RandomGenerator random) {
    long start = clocks.nanos().getAsLong() + HEAD_START.toNanos();
    var started = clocks.wall().instant().plus(HEAD_START);
    var schedule = ArrivalSchedule.of(start, plan.requestsPerSecond(), plan.duration());
    var requests =
        new RequestWriter(templates, run, plan.batch(), plan.format(), plan.url(), plan.key());
    var meter = new LoadMeter(plan.batch(), start + plan.warmup().toNanos());
    var outbox = new Outbox(plan.waitingMax() / plan.batch());
    var resend = new Backoff(FIRST_RESEND, LAST_RESEND, random);
    var reopen = new Backoff(FIRST_REOPEN, LAST_REOPEN, random);
    var attempts = new Attempts(schedule, ledger, meter, outbox, resend);
    var loop =
        new LoadLoop(plan, schedule, started, requests, attempts, outbox, reopen, clocks.nanos());
    return new Sending(plan, meter, outbox, loop);
  }

  /// Sends until all is answered for good or patience is over.
  ///
  /// @throws KeyRefusedException when the server does not know the key
  void run(Runnable everySecond) throws IOException {
    loop.run(everySecond);
  }

  LoadMeter meter() {
    return meter;
  }

  /// Events that wait to be sent, or sent again.
  long waiting() {
    return outbox.waiting() * plan.batch();
  }

  /// Events that were never sent because too many waited.
  long dropped() {
    return outbox.dropped() * plan.batch();
  }
}
