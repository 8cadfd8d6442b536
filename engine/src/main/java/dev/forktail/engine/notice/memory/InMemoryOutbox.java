package dev.forktail.engine.notice.memory;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.notice.Delivery;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.Outbox;
import dev.forktail.engine.notice.OutboxStanding;
import dev.forktail.engine.notice.OutboxStanding.Last;
import dev.forktail.engine.notice.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Notices in memory, gone with the process.
public final class InMemoryOutbox implements Outbox {
  private final Map<UUID, Notice> notices = new HashMap<>(); // Guarded by `this`.
  private final List<Row> rows = new ArrayList<>(); // Guarded by `this`.

  private static final class Row {
    private final Notice notice;
    private final String channel;
    private LegState state = LegState.WAITING;
    private int attempts;
    private Instant due;
    private @Nullable Outcome last;

    Row(Notice notice, String channel) {
      this.notice = notice;
      this.channel = channel;
      this.due = notice.at();
    }

    boolean isFor(Delivery delivery) {
      return state == LegState.WAITING
          && notice.id().equals(delivery.notice().id())
          && channel.equals(delivery.channel())
          && attempts == delivery.attempt();
    }

    Leg leg() {
      return new Leg(channel, state, attempts, last == null ? "" : last.text());
    }
  }

  @Override
  public synchronized Kept keep(Notice notice, Set<String> channels) {
    if (notices.containsKey(notice.id())) {
      return Kept.KNOWN;
    }
    if (count(LegState.WAITING) + channels.size() > WAITING_MAX) {
      return Kept.FULL;
    }
    notices.put(notice.id(), notice);
    channels.forEach(channel -> rows.add(new Row(notice, channel)));
    return Kept.KEPT;
  }

  @Override
  public synchronized List<Delivery> take(Instant now, Instant leaseEnd, int max) {
    return rows.stream()
        .filter(row -> row.state == LegState.WAITING && !row.due.isAfter(now))
        .sorted(Comparator.comparing((Row row) -> row.due))
        .limit(max)
        .toList()
        .stream()
        .map(
            row -> {
              row.attempts++;
              row.due = leaseEnd;
              return new Delivery(row.notice, row.channel, row.attempts);
            })
        .toList();
  }

  @Override
  public synchronized void settle(Delivery delivery, Outcome outcome) {
    rows.stream().filter(row -> row.isFor(delivery)).forEach(row -> settle(row, outcome));
  }

  private static void settle(Row row, Outcome outcome) {
    row.last = outcome;
    switch (outcome) {
      case Outcome.Delivered _ -> row.state = LegState.DELIVERED;
      case Outcome.GivenUp _ -> row.state = LegState.GIVEN_UP;
      case Outcome.Failed(_, _, var next) -> row.due = next;
    }
  }

  @Override
  public synchronized OutboxStanding standing() {
    var last = new HashMap<String, Last>();
    for (var row : rows) {
      var outcome = row.last;
      if (outcome != null) {
        last.merge(
            row.channel,
            new Last(outcome.at(), row.state, outcome.text()),
            (one, other) -> other.at().isBefore(one.at()) ? one : other);
      }
    }
    return new OutboxStanding(
        count(LegState.WAITING), count(LegState.DELIVERED), count(LegState.GIVEN_UP), last);
  }

  private int count(LegState state) {
    return (int) rows.stream().filter(row -> row.state == state).count();
  }

  @Override
  public synchronized List<Sent> recent(ProjectId project, int max) {
    return notices.values().stream()
        .filter(notice -> notice.project().equals(project))
        .sorted(Comparator.comparing(Notice::at).reversed())
        .limit(max)
        .map(notice -> new Sent(notice, legs(notice)))
        .toList();
  }

  private List<Leg> legs(Notice notice) {
    return rows.stream()
        .filter(row -> row.notice.equals(notice))
        .sorted(Comparator.comparing((Row row) -> row.channel))
        .map(Row::leg)
        .toList();
  }

  @Override
  public synchronized int forget(Instant before) {
    int size = notices.size();
    notices.values().removeIf(notice -> notice.at().isBefore(before));
    rows.removeIf(row -> !notices.containsKey(row.notice.id()));
    return size - notices.size();
  }
}
