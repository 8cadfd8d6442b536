package dev.forktail.lake;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.imports.LakeDrafts;
import dev.forktail.engine.query.LakeVersions;
import dev.forktail.lake.PinnedOperations.Access;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// The tables of a lake and the place where their files are.
public final class Lake {
  private final List<LakeTable> tables;
  private final LakeFolder folder;
  private final LakeVersions versions;
  private final LakeDrafts drafts;

  private Lake(
      List<LakeTable> tables, LakeFolder folder, LakeVersions versions, LakeDrafts drafts) {
    this.tables = tables;
    this.folder = folder;
    this.versions = versions;
    this.drafts = drafts;
  }

  /// The lake at `root`; nothing is read or made yet.
  ///
  /// @param ids new at each call, for names of files
  public static Lake at(LakeRoot root, LakeCatalog catalog, Supplier<UUID> ids) {
    if (!root.uri().startsWith("file:///")) {
      throw new IllegalArgumentException("A lake is in a folder of this machine: " + root.uri());
    }
    var files = new LocalFiles();
    var access = new Access(catalog, files, ids);
    return new Lake(
        tables(root, access),
        new LocalLakeFolder(root),
        new PinnedVersions(files),
        new DraftedVersions(access));
  }

  private static List<LakeTable> tables(LakeRoot root, Access access) {
    return Arrays.stream(TableName.values())
        .<LakeTable>map(name -> new IcebergTable(name, root, access))
        .toList();
  }

  /// In the order of [TableName].
  public List<LakeTable> tables() {
    return tables;
  }

  public LakeTable table(TableName name) {
    return tables.stream().filter(table -> table.name() == name).findFirst().orElseThrow();
  }

  public LakeFolder folder() {
    return folder;
  }

  /// What the tables were like, by the location of a metadata file.
  public LakeVersions versions() {
    return versions;
  }

  /// Versions that wait to become current.
  public LakeDrafts drafts() {
    return drafts;
  }
}
