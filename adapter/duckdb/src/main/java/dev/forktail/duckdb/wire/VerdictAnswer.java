package dev.forktail.duckdb.wire;

import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.SqlVerdict.Allowed;
import dev.forktail.engine.query.SqlVerdict.Reason;
import dev.forktail.engine.query.SqlVerdict.Refused;
import dev.forktail.engine.query.TimeRange;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a child says of a statement.
public record VerdictAnswer(SqlVerdict verdict) {

  public byte[] toBytes() {
    var out = new MessageWriter();
    switch (verdict) {
      case Allowed(var tables, var views, var columns, var range, var facts) ->
          out.flag(true)
              .texts(tables)
              .texts(views)
              .texts(columns)
              .text(range.from().toString())
              .text(range.to().toString())
              .list(
                  facts.entrySet(), (to, table) -> to.text(table.getKey()).texts(table.getValue()));
      case Refused(var reason, var message) -> out.flag(false).text(reason.name()).text(message);
    }
    return out.bytes();
  }

  public static VerdictAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new VerdictAnswer(
        in.flag()
            ? new Allowed(
                Set.copyOf(in.texts()),
                Set.copyOf(in.texts()),
                Set.copyOf(in.texts()),
                readRange(in),
                readFacts(in))
            : new Refused(Reason.valueOf(in.text()), in.text()));
  }

  private static Map<String, Set<String>> readFacts(MessageReader in) {
    return in.list(table -> Map.entry(table.text(), Set.copyOf(table.texts()))).stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static TimeRange readRange(MessageReader in) {
    return new TimeRange(Instant.parse(in.text()), Instant.parse(in.text()));
  }
}
