package dev.forktail.app.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/// Sends the requests of a run at their intended times over a fixed number of connections, one
/// request at a time each.
///
/// - **Open loop.** Arrivals come by the clock, whether the server keeps up or not. Those that find
///   all connections busy wait in the [Outbox]; their latency counts from when they were intended.
/// - **Threads.** Everything happens on the thread that calls [#run].
/// - **Cost.** One write and one read per request, the bytes copied from a template: the server
///   under test has to share the machine with this.
final class LoadLoop {
  private static final long TICK_NANOS = Duration.ofMillis(50).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int READ_BYTES = 64 * 1_024;

  private final LoadPlan plan;
  private final ArrivalSchedule schedule;
  private final Instant started;
  private final RequestWriter requests;
  private final Attempts attempts;
  private final Outbox outbox;
  private final Backoff reopen;
  private final LongSupplier nanoClock;
  private final InetSocketAddress server;
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final ByteBuffer reading = ByteBuffer.allocateDirect(READ_BYTES);
  private final ByteBuffer writing;

  /// @param started the time of day at the schedule's start
  LoadLoop(
      LoadPlan plan,
      ArrivalSchedule schedule,
      Instant started,
      RequestWriter requests,
      Attempts attempts,
      Outbox outbox,
      Backoff reopen,
      LongSupplier nanoClock) {
    this.plan = plan;
    this.schedule = schedule;
    this.started = started;
    this.requests = requests;
    this.attempts = attempts;
    this.outbox = outbox;
    this.reopen = reopen;
    this.nanoClock = nanoClock;
    this.server = new InetSocketAddress(plan.url().getHost(), plan.port());
    this.writing = ByteBuffer.allocateDirect(requests.lengthMax());
  }

  /// Runs until everything is answered for good, or patience is over; `everySecond` hears of it.
  ///
  /// @throws KeyRefusedException when the server does not know the key
  void run(Runnable everySecond) throws IOException {
    long deadline = schedule.intendedNanos(schedule.requests()) + plan.patience().toNanos();
    long nextTick = schedule.startNanos();
    long nextSecond = schedule.startNanos() + SECOND_NANOS;
    try (var selector = Selector.open()) {
      for (int i = 0; i < plan.connections(); i++) {
        connections.add(new Connection());
      }
      for (long now = nanoClock.getAsLong(); !finished(now, deadline); ) {
        if (now >= nextTick) {
          nextTick = now + TICK_NANOS;
          tick(selector, now);
        }
        outbox.arriveUpTo(schedule.dueBy(now));
        dispatch();
        selector.select(this::onReady, selectMillis(now));
        now = nanoClock.getAsLong();
        if (now >= nextSecond) {
          nextSecond += SECOND_NANOS;
          everySecond.run();
        }
      }
    } finally {
      connections.forEach(connection -> connection.close(Long.MAX_VALUE));
    }
  }

  private boolean finished(long now, long deadline) throws KeyRefusedException {
    var refusal = attempts.findKeyRefusal();
    if (refusal.isPresent()) {
      throw new KeyRefusedException(refusal.get());
    }
    boolean settled =
        outbox.arrivedUpTo(schedule.requests())
            && outbox.waiting() == 0
            && attempts.inFlight() == 0;
    return settled || now >= deadline;
  }

  /// A millisecond while arrivals are close together; nothing waits longer than a tick.
  private long selectMillis(long now) {
    long nextArrival = schedule.intendedNanos(schedule.dueBy(now));
    return Math.clamp((nextArrival - now) / 1_000_000, 1, TICK_NANOS / 1_000_000);
  }

  private void tick(Selector selector, long now) {
    for (Connection connection : connections) {
      if (!connection.isOpen() && now >= connection.reopenNanos()) {
        open(connection, selector, now);
      } else if (connection.busy() && now - connection.sentNanos() > plan.timeout().toNanos()) {
        lose(connection, true, now);
      }
    }
  }

  private void open(Connection connection, Selector selector, long now) {
    try {
      if (connection.open(server, selector)) {
        stands(connection);
      }
    } catch (IOException _) {
      lose(connection, false, now);
    }
  }

  private void stands(Connection connection) {
    connection.connected(nanoClock.getAsLong());
    idle.addLast(connection);
  }

  private void dispatch() {
    long now = nanoClock.getAsLong();
    while (!idle.isEmpty() && outbox.ready(now)) {
      send(idle.removeFirst(), outbox.take(now), now);
      now = nanoClock.getAsLong();
    }
  }

  private void send(Connection connection, Outbox.Waiting next, long now) {
    long sinceStart = schedule.intendedNanos(next.number()) - schedule.startNanos();
    writing.clear();
    requests.write(next.number(), started.toEpochMilli() + sinceStart / 1_000_000, writing);
    attempts.leaves(next, connection.freeNanos(), now);
    try {
      connection.send(writing.flip(), next.number(), next.attempts(), now);
    } catch (IOException _) {
      lose(connection, false, now);
    }
  }

  private void onReady(SelectionKey key) {
    var connection = (Connection) key.attachment();
    try {
      if (key.isConnectable()) {
        connection.finishConnect();
        stands(connection);
        return;
      }
      if (key.isWritable()) {
        connection.writeOn();
      }
      if (key.isReadable()) {
        read(connection);
      }
    } catch (IOException _) {
      lose(connection, false, nanoClock.getAsLong());
    }
  }

  private void read(Connection connection) throws IOException {
    var answer = connection.read(reading);
    if (answer == null) {
      return;
    }
    long now = nanoClock.getAsLong();
    boolean closing = answer.closing();
    attempts.answered(connection.request(), connection.attempts(), answer, now);
    connection.answered(now);
    if (closing) {
      connection.close(now);
      return;
    }
    idle.addLast(connection);
  }

  /// Whatever broke: what was under way is unknown, and the connection is opened again later.
  private void lose(Connection connection, boolean timedOut, long now) {
    if (connection.busy()) {
      attempts.unanswered(connection.request(), connection.attempts(), timedOut, now);
    } else {
      idle.remove(connection);
    }
    connection.close(now + reopen.nanos(connection.failures() + 1, Duration.ZERO));
  }
}
