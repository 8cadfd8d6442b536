package dev.forktail.duckdb.wire;

import dev.forktail.engine.query.SqlVerdict;
import dev.forktail.engine.query.SqlVerdict.Allowed;
import dev.forktail.engine.query.SqlVerdict.Reason;
import dev.forktail.engine.query.SqlVerdict.Refused;
import java.util.Set;

/// What a child says of a statement.
public record VerdictAnswer(SqlVerdict verdict) {

  public byte[] toBytes() {
    var out = new MessageWriter();
    switch (verdict) {
      case Allowed(var tables, var columns) -> out.flag(true).texts(tables).texts(columns);
      case Refused(var reason, var message) -> out.flag(false).text(reason.name()).text(message);
    }
    return out.bytes();
  }

  public static VerdictAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new VerdictAnswer(
        in.flag()
            ? new Allowed(Set.copyOf(in.texts()), Set.copyOf(in.texts()))
            : new Refused(Reason.valueOf(in.text()), in.text()));
  }
}
