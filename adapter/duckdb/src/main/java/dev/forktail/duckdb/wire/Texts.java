package dev.forktail.duckdb.wire;

import java.util.List;

/// An answer that is a list of texts.
public record Texts(List<String> texts) {
  public Texts {
    texts = List.copyOf(texts);
  }

  public byte[] toBytes() {
    return new MessageWriter().texts(texts).bytes();
  }

  public static Texts fromBytes(byte[] bytes) {
    return new Texts(new MessageReader(bytes).texts());
  }
}
