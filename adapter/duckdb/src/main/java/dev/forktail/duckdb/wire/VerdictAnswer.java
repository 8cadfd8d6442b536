package dev.forktail.duckdb.wire;

import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.SqlVerdict.Allowed;
import dev.forktail.engine.query.SqlVerdict.Reason;
import dev.forktail.engine.query.SqlVerdict.Refused;
import dev.forktail.engine.query.TimeRange;
import java.time.Instant;
import java.util.Set;

/// What a child says of a statement.
public record VerdictAnswer(SqlVerdict verdict) {

  public byte[] toBytes() {
    var out = new MessageWriter();
    switch (verdict) {
      case Allowed(var tables, var views, var columns, var range) ->
          out.flag(true)
              .texts(tables)
              .texts(views)
              .texts(columns)
              .text(range.from().toString())
              .text(range.to().toString());
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
                readRange(in))
            : new Refused(Reason.valueOf(in.text()), in.text()));
  }

  private static TimeRange readRange(MessageReader in) {
    return new TimeRange(Instant.parse(in.text()), Instant.parse(in.text()));
  }
}
