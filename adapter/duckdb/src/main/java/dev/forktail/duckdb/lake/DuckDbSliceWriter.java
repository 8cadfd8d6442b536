package dev.forktail.duckdb.lake;

import dev.forktail.duckdb.process.ChildPool;
import dev.forktail.duckdb.process.Exchange;
import dev.forktail.duckdb.wire.FileList;
import dev.forktail.duckdb.wire.Request;
import dev.forktail.duckdb.wire.SliceNote;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SliceWriter;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Writes slices by a DuckDB child. Events of another UTC day than the one in which the slice was
/// opened are with the late ones, so that only those files span days.
public final class DuckDbSliceWriter implements SliceWriter {
  private static final Duration LATE = Duration.ofHours(1);

  private final ChildPool children;
  private final LakeRoot root;
  private final FileNames names;
  private final Duration limit;

  /// @param limit how long one slice may take
  public DuckDbSliceWriter(ChildPool children, LakeRoot root, FileNames names, Duration limit) {
    this.children = children;
    this.root = root;
    this.names = names;
    this.limit = limit;
  }

  @Override
  public List<LakeFile> write(SealedSlice slice, LakeSchema schema, RowSource rows) {
    var day = slice.opened().truncatedTo(ChronoUnit.DAYS);
    var request =
        new Request.WriteSlice(
            root.uri(),
            names.next("slice-" + slice.slice()),
            schema.promoted(),
            new SliceNote(slice.slice(), slice.rows()),
            later(day, slice.opened().minus(LATE)),
            day.plus(1, ChronoUnit.DAYS));
    return LakeFailures.translated(
        "write slice " + slice.slice(),
        () ->
            FileList.fromBytes(
                    children.ask(
                        new Exchange(request, rows, OutputStream.nullOutputStream(), limit)))
                .files());
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
