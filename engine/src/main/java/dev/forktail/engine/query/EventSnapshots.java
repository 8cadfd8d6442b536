package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.facts.FactRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The event database as it is at one moment.
///
/// - **Contract.** All that a snapshot says belongs together: each stored event is in exactly one
///   of the version of the lake table, the staged files from its watermark on, and the open rows;
///   whatever is stored, sealed, staged, committed or dropped while the snapshot is used.
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
/// - **Threads.** Safe for concurrent use; a snapshot belongs to one thread, holds a connection,
///   and is to be closed within seconds. The files that it names can be read for as long as
///   [dev.forktail.engine.export.ExportConfig#longestQuery] says.
public interface EventSnapshots {

  /// Everything as it is now.
  EventSnapshot open();

  /// What events can be joined with.
  default List<FactRows> facts() {
    return List.of();
  }

  /// What a query that began at one moment sees.
  interface EventSnapshot extends AutoCloseable {

    /// The moment, by the database's clock.
    Instant asOf();

    /// Where the metadata file of `table` is; empty while there is no such table in the lake.
    Optional<String> version(TableName table);

    /// The staged files of `table` of slices from number `first` on.
    List<StagedFile> staged(TableName table, long first);

    /// The events of `project` that are neither in the lake nor staged, as a binary COPY of
    /// `columns` of [dev.forktail.engine.export.EventColumns#ALL]. Read while the snapshot is open.
    RowSource openRows(ProjectId project, List<Column> columns);

    /// The rows of `facts` that `project` sees, as a binary COPY of their columns; empty while not
    /// all of them are there. Read while the snapshot is open.
    Optional<RowSource> facts(ProjectId project, FactRows facts);

    @Override
    void close();
  }
}
