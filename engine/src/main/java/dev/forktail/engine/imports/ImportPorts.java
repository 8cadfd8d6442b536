package dev.forktail.engine.imports;

import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.query.EventSnapshots;
import dev.forktail.engine.query.LakeVersions;
import java.util.List;
import java.util.function.Supplier;

/// What an import works with.
public record ImportPorts(
    ImportFiles files,
    ImportCatalog catalog,
    List<LakeTable> tables,
    LakeDrafts drafts,
    LakeFolder folder,
    EventSnapshots snapshots,
    LakeVersions versions,
    Supplier<LakeSchema> schema) {
  public ImportPorts {
    tables = List.copyOf(tables);
  }
}
