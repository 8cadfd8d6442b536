package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.FileMerger.Merged;

/// What a child has made of several files.
public record MergeAnswer(Merged merged) {

  public byte[] toBytes() {
    return new MessageWriter()
        .number(merged.eventsRead())
        .list(merged.files(), FileList::write)
        .bytes();
  }

  public static MergeAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new MergeAnswer(new Merged(in.number(), in.list(FileList::read)));
  }
}
