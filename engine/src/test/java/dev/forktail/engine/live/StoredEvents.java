package dev.forktail.engine.live;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.slice.SliceCatalog;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Stored events in memory, with one open slice for all of them, that can be away.
final class StoredEvents implements EventQueries, SliceCatalog {
  private final List<Event> events = new ArrayList<>();
  private final List<Slice> sealed = new ArrayList<>();
  private @Nullable Instant openedAt;
  private int openFrom;
  private boolean away;
  private int questions;

  void store(Event event) {
    if (openFrom == events.size()) {
      openedAt = event.received();
    }
    events.add(event);
  }

  void away(boolean isAway) {
    away = isAway;
  }

  /// How often the newest events were asked for.
  int questions() {
    return questions;
  }

  @Override
  public long total(ProjectId project, Instant from, Instant to) {
    return within(project, from, to).count();
  }

  @Override
  public List<NameCount> topNames(ProjectId project, Instant from, Instant to, int max) {
    return within(project, from, to)
        .collect(groupingBy(Event::name, counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(max)
        .map(entry -> new NameCount(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public List<NewestEvent> newest(ProjectId project, int max) {
    questions++;
    return within(project, Instant.MIN, Instant.MAX).toList().reversed().stream()
        .limit(max)
        .map(
            event ->
                new NewestEvent(
                    event.received(),
                    event.occurred(),
                    event.type().wireName(),
                    event.name(),
                    Objects.requireNonNullElse(event.userId(), event.anonymousId()),
                    event.source()))
        .toList();
  }

  @Override
  public List<SourceAccount> accounts(ProjectId project) {
    return within(project, Instant.MIN, Instant.MAX)
        .collect(groupingBy(Event::source, counting()))
        .entrySet()
        .stream()
        .map(entry -> new SourceAccount(entry.getKey(), entry.getValue(), 0, 0))
        .toList();
  }

  @Override
  public Optional<Seal> sealIfOver(Instant now) {
    return seal(now);
  }

  @Override
  public Optional<Seal> seal(Instant now) {
    var opened = openedAt;
    if (opened == null || openFrom == events.size()) {
      return Optional.empty();
    }
    long id = sealed.size() + 1L;
    int rows = events.size() - openFrom;
    sealed.add(new Slice(id, State.SEALED, rows, opened, Optional.of(now)));
    openFrom = events.size();
    openedAt = now;
    return Optional.of(new Seal(id, rows, now));
  }

  @Override
  public List<Slice> slices(int max) {
    var all = new ArrayList<>(sealed);
    if (openedAt != null) {
      int rows = events.size() - openFrom;
      all.add(new Slice(sealed.size() + 1L, State.OPEN, rows, openedAt, Optional.empty()));
    }
    return all.reversed().stream().limit(max).toList();
  }

  private Stream<Event> within(ProjectId project, Instant from, Instant to) {
    if (away) {
      throw new StoreException.Unavailable("connection refused", new IOException());
    }
    return List.copyOf(events).stream()
        .filter(event -> event.project().equals(project))
        .filter(event -> !event.occurred().isBefore(from) && event.occurred().isBefore(to));
  }
}
