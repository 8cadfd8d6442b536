package dev.forktail.postgres.event;

import dev.forktail.engine.event.Claim;
import dev.forktail.postgres.event.BatchParts.Letter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes dead letters. Nothing in one can keep it from being stored: what no text column can hold
/// is replaced, and its raw bytes are bytes.
final class DeadLetterCopy {
  private static final String COPY =
      """
      COPY dead_letter (project, source, received, reason, field, message, raw, lane, journal,
      sequence) FROM STDIN (FORMAT binary)
      """;
  private static final int COLUMNS = 10;

  private DeadLetterCopy() {}

  static void copy(Connection connection, Claim claim, List<Letter> letters, BinaryRows rows)
      throws SQLException {
    if (letters.isEmpty()) {
      return;
    }
    CopyRows.send(
        connection.unwrap(PGConnection.class),
        COPY,
        rows,
        copy -> {
          for (var letter : letters) {
            write(letter, claim, rows, copy);
          }
        });
  }

  private static void write(Letter letter, Claim claim, BinaryRows rows, CopyIn copy)
      throws SQLException {
    var dead = letter.deadLetter();
    rows.row(COLUMNS, copy);
    rows.int4(dead.project().value());
    rows.text(storableSource(dead.source()));
    rows.timestamp(dead.received());
    rows.int2(dead.reason().code());
    rows.nullableText(storable(dead.field()));
    rows.text(storableText(dead.message()));
    rows.payload(dead.raw());
    rows.int2(claim.lane());
    rows.uuid(claim.journal().getMostSignificantBits(), claim.journal().getLeastSignificantBits());
    rows.int8(letter.sequence());
  }

  /// The source as letter and account have it.
  static String storableSource(String source) {
    String text = storableText(source);
    return text.length() > EventCopy.KEY_TEXT_CHARACTERS_MAX
        ? storableText(text.substring(0, EventCopy.KEY_TEXT_CHARACTERS_MAX))
        : text;
  }

  private static @Nullable String storable(@Nullable String text) {
    return text == null ? null : storableText(text);
  }

  private static String storableText(String text) {
    boolean clean = text.chars().allMatch(c -> c != 0 && !Character.isSurrogate((char) c));
    if (clean) {
      return text;
    }
    return text.codePoints()
        .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
