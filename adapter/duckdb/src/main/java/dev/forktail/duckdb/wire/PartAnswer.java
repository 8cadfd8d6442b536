package dev.forktail.duckdb.wire;

import dev.forktail.engine.imports.WrittenPart;
import dev.forktail.engine.imports.WrittenPart.Account;
import dev.forktail.engine.imports.WrittenPart.Minute;
import java.time.Instant;

/// What a child has made of a part of an import.
public record PartAnswer(WrittenPart part) {

  public byte[] toBytes() {
    return new MessageWriter()
        .list(part.files(), FileList::write)
        .list(
            part.minutes(),
            (out, minute) ->
                out.number(minute.minute().getEpochSecond())
                    .text(minute.name())
                    .text(minute.source())
                    .number(minute.events()))
        .list(
            part.accounts(),
            (out, account) ->
                out.text(account.source()).number(account.stored()).number(account.duplicates()))
        .bytes();
  }

  public static PartAnswer fromBytes(byte[] bytes) {
    var in = new MessageReader(bytes);
    return new PartAnswer(
        new WrittenPart(
            in.list(FileList::read),
            in.list(
                from ->
                    new Minute(
                        Instant.ofEpochSecond(from.number()),
                        from.text(),
                        from.text(),
                        from.number())),
            in.list(from -> new Account(from.text(), from.number(), from.number()))));
  }
}
