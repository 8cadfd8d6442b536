package dev.forktail.lake;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.imports.LakeDrafts;
import dev.forktail.engine.imports.PointerMove;
import dev.forktail.lake.PinnedOperations.Access;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Versions with more files, written beside the current ones. A version that never becomes current
/// is swept away like every file that nobody knows.
final class DraftedVersions implements LakeDrafts {
  private final Map<TableName, TableVersions> versions = new EnumMap<>(TableName.class);
  private final Access access;

  DraftedVersions(Access access) {
    this.access = access;
    for (var table : TableName.values()) {
      versions.put(table, new TableVersions(table, access));
    }
  }

  @Override
  public List<PointerMove> add(UUID change, List<LakeFile> files) {
    var moves = new ArrayList<PointerMove>();
    for (var table : TableName.values()) {
      var ofTable = files.stream().filter(file -> file.table() == table).toList();
      if (!ofTable.isEmpty()) {
        moves.add(add(change, table, ofTable));
      }
    }
    return List.copyOf(moves);
  }

  private PointerMove add(UUID change, TableName table, List<LakeFile> files) {
    var notes = new Notes(access.catalog());
    var current = Objects.requireNonNull(versions.get(table)).current();
    var version =
        new PinnedOperations(table, new Access(notes, access.files(), access.ids()), 0, current);
    try {
      var append = Tables.of(version).newAppend().set(Snapshots.CHANGE, change.toString());
      for (var file : files) {
        append.appendFile(TableEntry.of(file, version.current()));
      }
      append.commit();
    } catch (RuntimeException e) {
      throw new LakeException.Unavailable(
          "Cannot write a version of the lake table %s: %s".formatted(table.text(), e), e);
    }
    return notes.move();
  }

  /// Notes a swap instead of making it.
  private static final class Notes implements LakeCatalog {
    private final LakeCatalog catalog;
    private @Nullable PointerMove move;

    Notes(LakeCatalog catalog) {
      this.catalog = catalog;
    }

    @Override
    public Optional<String> find(TableName table) {
      return catalog.find(table);
    }

    @Override
    public Swap swap(long epoch, TableName table, @Nullable String expected, String next) {
      move = new PointerMove(table, Objects.requireNonNull(expected), next);
      return Swap.DONE;
    }

    PointerMove move() {
      return Objects.requireNonNull(move);
    }
  }
}
