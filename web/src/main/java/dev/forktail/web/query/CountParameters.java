package dev.forktail.web.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.ingest.ClientTime;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.Dimension;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.web.http.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parameters of `/v1/counts`: `from` and `to` (by default the last hour), `unit` (by default
/// `minute`), `name` (by default all), or `by` (`browser`, `country`, `channel`) over all names.
sealed interface CountParameters {
  /// Buckets that one answer may span, so that a question over years comes in days.
  int BUCKETS_MAX = 10_000;

  record Right(CountQuery query) implements CountParameters {}

  record By(DimensionQuery query) implements CountParameters {}

  record Wrong(String parameter, String message) implements CountParameters {}

  static CountParameters read(ProjectId project, PageRequest request, InstantSource clock) {
    ChronoUnit unit = unit(request.findParameter("unit").orElse("minute"));
    if (unit == null) {
      return new Wrong("unit", "The unit is minute, hour or day.");
    }
    Instant now = clock.instant();
    Optional<Instant> to = time(request, "to", now);
    if (to.isEmpty()) {
      return new Wrong("to", "A time is written like 2026-11-22T10:30:00Z.");
    }
    Optional<Instant> from = time(request, "from", to.get().minus(Duration.ofHours(1)));
    if (from.isEmpty()) {
      return new Wrong("from", "A time is written like 2026-11-22T10:30:00Z.");
    }
    return findWrong(from.get(), to.get(), unit)
        .orElseGet(() -> query(project, from.get(), to.get(), unit, request));
  }

  private static Optional<CountParameters> findWrong(Instant from, Instant to, ChronoUnit unit) {
    if (!from.isBefore(to)) {
      return Optional.of(new Wrong("from", "\"from\" must lie before \"to\"."));
    }
    if (to.getEpochSecond() - from.getEpochSecond()
        > unit.getDuration().toSeconds() * BUCKETS_MAX) {
      return Optional.of(
          new Wrong(
              "from",
              "At most " + BUCKETS_MAX + " buckets at once: ask for less, or in a larger unit."));
    }
    return Optional.empty();
  }

  private static CountParameters query(
      ProjectId project, Instant from, Instant to, ChronoUnit unit, PageRequest request) {
    var name = request.findParameter("name");
    var by = request.findParameter("by");
    if (by.isEmpty()) {
      return new Right(new CountQuery(project, from, to, unit, name.orElse(null)));
    }
    if (name.isPresent()) {
      return new Wrong(
          "name", "Counts by something are over all names: ask POST /v1/query for one.");
    }
    return Dimension.find(by.get())
        .<CountParameters>map(
            dimension -> new By(new DimensionQuery(project, from, to, unit, dimension)))
        .orElse(new Wrong("by", "Counts are by browser, country or channel."));
  }

  private static Optional<Instant> time(PageRequest request, String name, Instant otherwise) {
    Optional<String> text = request.findParameter(name);
    return text.isEmpty() ? Optional.of(otherwise) : text.flatMap(ClientTime::parse);
  }

  private static @Nullable ChronoUnit unit(String name) {
    return switch (name) {
      case "minute" -> ChronoUnit.MINUTES;
      case "hour" -> ChronoUnit.HOURS;
      case "day" -> ChronoUnit.DAYS;
      default -> null;
    };
  }
}
