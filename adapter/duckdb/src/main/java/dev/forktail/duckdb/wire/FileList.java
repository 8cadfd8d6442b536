package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.ColumnStats;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.TableName;
import java.util.List;

/// The files that a child has written.
public record FileList(List<LakeFile> files) {
  public FileList {
    files = List.copyOf(files);
  }

  public byte[] toBytes() {
    return new MessageWriter().list(files, FileList::write).bytes();
  }

  public static FileList fromBytes(byte[] bytes) {
    return new FileList(new MessageReader(bytes).list(FileList::read));
  }

  static void write(MessageWriter out, LakeFile file) {
    out.text(file.table().text())
        .text(file.location())
        .number(file.rows())
        .number(file.events())
        .number(file.bytes())
        .list(file.columns(), FileList::write);
  }

  static LakeFile read(MessageReader in) {
    return new LakeFile(
        TableName.of(in.text()),
        in.text(),
        in.number(),
        in.number(),
        in.number(),
        in.list(FileList::readStats));
  }

  static void write(MessageWriter out, ColumnStats stats) {
    out.number(stats.fieldId())
        .number(stats.bytes())
        .number(stats.values())
        .number(stats.nulls())
        .nullableText(stats.lower())
        .nullableText(stats.upper());
  }

  static ColumnStats readStats(MessageReader in) {
    return new ColumnStats(
        in.integer(), in.number(), in.number(), in.number(), in.nullableText(), in.nullableText());
  }
}
