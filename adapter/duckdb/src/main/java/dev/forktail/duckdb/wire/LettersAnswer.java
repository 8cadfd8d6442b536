package dev.forktail.duckdb.wire;

import dev.forktail.engine.imports.Fault;
import dev.forktail.engine.imports.ImportLetter;
import java.util.List;

/// Refused rows that a child has read.
public record LettersAnswer(List<ImportLetter> letters) {

  public byte[] toBytes() {
    return new MessageWriter()
        .list(
            letters,
            (out, letter) ->
                out.number(letter.row())
                    .text(letter.fault().name())
                    .nullableText(letter.detail())
                    .text(letter.source())
                    .text(letter.raw()))
        .bytes();
  }

  public static LettersAnswer fromBytes(byte[] bytes) {
    return new LettersAnswer(
        new MessageReader(bytes)
            .list(
                from ->
                    new ImportLetter(
                        from.number(),
                        Fault.valueOf(from.text()),
                        from.nullableText(),
                        from.text(),
                        from.text())));
  }
}
