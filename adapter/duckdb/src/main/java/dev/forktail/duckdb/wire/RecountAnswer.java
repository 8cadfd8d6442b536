package dev.forktail.duckdb.wire;

import dev.forktail.engine.export.LakeRewriter.Recounted;

/// What a child has counted again.
public record RecountAnswer(Recounted recounted) {

  public byte[] toBytes() {
    return new MessageWriter()
        .number(recounted.eventsCounted())
        .number(recounted.eventsKept())
        .list(recounted.files(), FileList::write)
        .bytes();
  }

  public static RecountAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new RecountAnswer(new Recounted(in.number(), in.number(), in.list(FileList::read)));
  }
}
