package dev.forktail.engine.result.recount;

import dev.forktail.engine.experiment.Exposures;
import dev.forktail.engine.query.SqlText;
import dev.forktail.engine.result.live.FieldsRead;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A statement for the events that matter to a plan, with the columns that [EventRows] reads. Of
/// the others nothing but their names needs to be looked at, by which files are sorted.
final class EventSelection {
  private static final String NAMING = "type IN ('identify', 'alias')";

  private final FieldsRead fields;
  private final String time;
  private final List<String> parts = new ArrayList<>();

  private EventSelection(FieldsRead fields, Instant from, @Nullable Instant until) {
    this.fields = fields;
    this.time =
        "occurred >= TIMESTAMPTZ '%s'".formatted(from)
            + (until == null ? "" : " AND occurred < TIMESTAMPTZ '%s'".formatted(until));
  }

  /// @param from what counts occurred then or later; who is who is read of all times
  /// @param until what counts occurred before; null: it goes on
  static String sql(FieldsRead fields, Instant from, @Nullable Instant until) {
    return new EventSelection(fields, from, until).sql();
  }

  /// A statement for about how many they are: exposures of all times, of the others those from the
  /// day of `from` on.
  static String count(FieldsRead fields, Instant from) {
    var names =
        fields.paths().keySet().stream()
            .filter(name -> !name.equals(Exposures.EVENT))
            .map(SqlText::quoted)
            .collect(Collectors.joining(", "));
    var counting =
        "start >= TIMESTAMPTZ '%s' AND name IN (%s)"
            .formatted(from.truncatedTo(ChronoUnit.DAYS), names);
    return "SELECT coalesce(sum(events), 0)::BIGINT FROM rollup_day WHERE name IN (%s)%s"
        .formatted(SqlText.quoted(Exposures.EVENT), names.isEmpty() ? "" : " OR " + counting);
  }

  private String sql() {
    addExposures();
    addNamings();
    addCounting();
    return String.join("\nUNION ALL\n", parts);
  }

  private void addExposures() {
    add(
        "browser, country, channel, device, library, source",
        fields.paths().getOrDefault(Exposures.EVENT, Set.of()),
        "name = " + SqlText.quoted(Exposures.EVENT));
  }

  private void addNamings() {
    var named = new TreeMap<>(fields.paths());
    named.keySet().retainAll(Set.of("identify", "alias"));
    var paths =
        named.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    add(NO_DIMENSIONS, paths, NAMING + " AND name <> " + SqlText.quoted(Exposures.EVENT));
  }

  private static final String NO_DIMENSIONS =
      "NULL AS browser, NULL AS country, NULL AS channel, NULL AS device, NULL AS library,"
          + " '' AS source";

  /// Events with the same paths together, so that of many no payload is read.
  private void addCounting() {
    var names = new TreeMap<>(fields.paths());
    names.remove(Exposures.EVENT);
    names.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                entry -> String.join("\n", entry.getValue()), TreeMap::new, Collectors.toList()))
        .values()
        .forEach(
            entries ->
                add(
                    NO_DIMENSIONS,
                    entries.getFirst().getValue(),
                    "name IN (%s) AND %s AND NOT %s AND NOT coalesce(bot, false)"
                        .formatted(
                            entries.stream()
                                .map(Map.Entry::getKey)
                                .map(SqlText::quoted)
                                .collect(Collectors.joining(", ")),
                            time,
                            NAMING)));
  }

  private void add(String dimensions, Set<String> paths, String where) {
    var columns =
        "name, type, user_id, anonymous_id, epoch_us(occurred) AS occurred, slice, bot, "
            + dimensions;
    if (paths.isEmpty()) {
      parts.add("SELECT %s, NULL AS payload FROM events WHERE %s".formatted(columns, where));
      return;
    }
    var payload = new PayloadPart(paths);
    parts.add(
        """
        SELECT name, type, user_id, anonymous_id, occurred, slice, bot, browser, country, channel,
          device, library, source, %s AS payload
        FROM (SELECT %s, payload, %s AS found FROM events WHERE %s)\
        """
            .formatted(payload.payload(), columns, payload.found(), where));
  }
}
