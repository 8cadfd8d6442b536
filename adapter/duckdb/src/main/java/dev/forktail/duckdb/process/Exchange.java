package dev.forktail.duckdb.process;

import dev.forktail.duckdb.wire.Request;
import dev.forktail.engine.export.RowSource;
import java.io.OutputStream;
import java.time.Duration;

/// One question to a child.
///
/// @param rows what it needs besides the request
/// @param result where data goes that it sends before its answer
public record Exchange(Request request, RowSource rows, OutputStream result, Duration limit) {
  private static final RowSource NO_ROWS = _ -> {};

  /// A question that comes without rows and is answered in one piece.
  public static Exchange of(Request request, Duration limit) {
    return new Exchange(request, NO_ROWS, OutputStream.nullOutputStream(), limit);
  }
}
