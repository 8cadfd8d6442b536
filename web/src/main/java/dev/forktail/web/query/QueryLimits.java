package dev.forktail.web.query;

import dev.forktail.engine.query.ResultFormat;
import dev.forktail.engine.query.SqlLimits;
import java.nio.file.Path;
import java.time.Duration;

/// What the statements of users may take.
///
/// @param timeMax of one statement
/// @param rowsShown how many rows an answer as JSON has at most unless it is asked for more; files
///   have all
/// @param bytesMax of one result
/// @param folder where large results are kept until they are sent
public record QueryLimits(Duration timeMax, long rowsShown, long bytesMax, Path folder) {

  /// What a statement may take whose sender asks for `time` and `rows`, both if it likes.
  SqlLimits of(QueryRequest request) {
    long rows = request.format() == ResultFormat.JSON ? rowsShown : Long.MAX_VALUE - 1;
    return new SqlLimits(
        request.timeout().filter(time -> time.compareTo(timeMax) < 0).orElse(timeMax),
        request.rowsMax().orElse(rows),
        bytesMax);
  }
}
