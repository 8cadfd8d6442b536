package dev.forktail.engine.export;

/// Deletes files below a table's folder that nobody knows.
///
/// What is in flight while the sweep looks is safe by its age: it was written after the listing, or
/// by an exporter that this one has replaced, which can neither list nor commit it. Only then, and
/// before the table is looked at, the list of staged files is: a file leaves that list long after
/// it has become part of the table.
final class OrphanSweep {
  private final Export export;
  private final LakeTable table;

  OrphanSweep(Export export, LakeTable table) {
    this.export = export;
    this.table = table;
  }

  ExportReport.Swept run() {
    var folder = export.ports().folder();
    var staged = export.ports().staged();
    var old =
        folder.writtenBefore(
            table.name(), export.clock().instant().minus(export.config().orphanAge()));
    if (!staged.isCurrent(export.epoch())) {
      throw export.fenced();
    }
    var unlisted = old.stream().filter(file -> !staged.contains(file.location())).toList();
    if (unlisted.isEmpty()) {
      return new ExportReport.Swept(table.name(), old.size(), 0, 0);
    }
    var reachable = table.reachable();
    var orphans = unlisted.stream().filter(file -> !reachable.contains(file.location())).toList();
    orphans.forEach(file -> folder.delete(file.location()));
    return new ExportReport.Swept(
        table.name(),
        old.size(),
        orphans.size(),
        orphans.stream().mapToLong(LakeFolder.StoredFile::bytes).sum());
  }
}
