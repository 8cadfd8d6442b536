package dev.forktail.engine.metric.trial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.trial.MetricTrial.Count;
import dev.forktail.engine.metric.trial.MetricTrial.Counted;
import dev.forktail.engine.metric.trial.TrialSql.Part;
import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlAnswer;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.query.SqlLimits;
import dev.forktail.engine.query.SqlQuestion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tries metrics with the events of yesterday and of the last 24 hours. It never fails: what cannot
/// be counted, or takes too long, is a warning.
public final class MetricTrials {
  private static final JsonFactory JSON = new JsonFactory();
  private static final SqlLimits LIMITS = new SqlLimits(Duration.ofSeconds(5), 100, 1 << 16);
  private static final int KNOWN_DAYS = 31;

  private final Statements statements;
  private final KnownNames names;
  private final InstantSource clock;

  /// Answers statements, as [dev.forktail.engine.query.SqlQueries#answer] does.
  @FunctionalInterface
  public interface Statements {
    SqlAnswer answer(SqlQuestion question, OutputStream out);
  }

  /// Knows the names that events within `[from, to)` have, those of the most events first; not
  /// necessarily all.
  @FunctionalInterface
  public interface KnownNames {
    List<String> of(ProjectId project, Instant from, Instant to);
  }

  public MetricTrials(Statements statements, KnownNames names, InstantSource clock) {
    this.statements = statements;
    this.names = names;
    this.clock = clock;
  }

  /// What `metric` would have counted.
  public MetricTrial of(ProjectId project, Metric metric) {
    var parts = TrialSql.parts(metric.quantity());
    var sql = TrialSql.find(parts, clock.instant());
    if (sql.isEmpty()) {
      return MetricTrial.failed(
          "It was not tried: from, until, semver, cidr and percent cannot be tried here.");
    }
    try {
      return counted(project, parts, sql.get());
    } catch (SqlException e) {
      return MetricTrial.failed("It was not tried: " + e.getMessage());
    } catch (StoreException e) {
      return MetricTrial.failed("It was not tried: " + e.reason());
    }
  }

  private MetricTrial counted(ProjectId project, List<Part> parts, String sql) {
    var out = new ByteArrayOutputStream();
    var answer = statements.answer(new SqlQuestion(project, sql, ResultFormat.JSON, LIMITS), out);
    var measures = new ArrayList<Counted>();
    try (var rows = JSON.createParser(out.toByteArray())) {
      rows.nextToken();
      for (var part : parts) {
        rows.nextToken();
        rows.nextLongValue(0);
        measures.add(new Counted(part.measure(), count(rows), count(rows)));
        rows.nextToken();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Not rows of counts", e);
    }
    return new MetricTrial(answer.asOf(), measures, warnings(project, measures));
  }

  private static Count count(JsonParser rows) throws IOException {
    return new Count(
        rows.nextLongValue(0), rows.nextLongValue(0), rows.nextLongValue(0), sum(rows));
  }

  private static @Nullable Double sum(JsonParser rows) throws IOException {
    return rows.nextToken() == JsonToken.VALUE_NULL ? null : (Double) rows.getDoubleValue();
  }

  private List<String> warnings(ProjectId project, List<Counted> measures) {
    var warnings = new ArrayList<String>();
    for (var counted : measures) {
      var measure = counted.measure();
      if (counted.yesterday().events() + counted.last24Hours().events() == 0) {
        warnings.add(nothing(project, measure));
      }
      unusable(measure, counted.last24Hours(), "of the last 24 hours")
          .or(() -> unusable(measure, counted.yesterday(), "of yesterday"))
          .ifPresent(warnings::add);
    }
    return warnings.stream().distinct().toList();
  }

  private static Optional<String> unusable(Measure measure, Count count, String when) {
    long unusable = count.events() - count.usable();
    return unusable == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Of %,d events %s %s %,d have no usable %s.",
                count.events(),
                measure.event(),
                when,
                unusable,
                measure.property()));
  }

  /// Why nothing was counted.
  private String nothing(ProjectId project, Measure measure) {
    var now = clock.instant();
    var known = names.of(project, now.minus(KNOWN_DAYS, ChronoUnit.DAYS), now);
    if (known.isEmpty()) {
      return "There are no events at all yet.";
    }
    if (!known.contains(measure.event())) {
      return "There is no event %s; the nearest names are %s."
          .formatted(measure.event(), String.join(", ", NearestNames.of(measure.event(), known)));
    }
    return measure.where().equals(Condition.always())
        ? "No event %s yesterday or in the last 24 hours.".formatted(measure.event())
        : "No event %s yesterday or in the last 24 hours that satisfies its condition."
            .formatted(measure.event());
  }
}
