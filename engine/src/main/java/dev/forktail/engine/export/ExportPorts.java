package dev.forktail.engine.export;

import java.util.List;

/// What an exporter works with.
public record ExportPorts(
    SealedSlices slices,
    StagedFiles staged,
    SliceWriter writer,
    FileMerger merger,
    List<LakeTable> tables,
    LakeFolder folder) {
  public ExportPorts {
    tables = List.copyOf(tables);
  }

  LakeTable table(TableName name) {
    return tables.stream().filter(table -> table.name() == name).findFirst().orElseThrow();
  }
}
