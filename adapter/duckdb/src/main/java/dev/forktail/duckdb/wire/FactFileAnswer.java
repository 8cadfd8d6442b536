package dev.forktail.duckdb.wire;

import dev.forktail.engine.facts.FactFile;

/// The file of facts that a child has written.
public record FactFileAnswer(FactFile file) {

  public byte[] toBytes() {
    return new MessageWriter()
        .text(file.location())
        .number(file.rows())
        .number(file.bytes())
        .list(file.columns(), FileList::write)
        .bytes();
  }

  public static FactFileAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new FactFileAnswer(
        new FactFile(in.text(), in.number(), in.number(), in.list(FileList::readStats)));
  }
}
