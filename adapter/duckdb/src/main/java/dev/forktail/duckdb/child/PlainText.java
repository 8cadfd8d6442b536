package dev.forktail.duckdb.child;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/// Values of DuckDB as text: moments and times as ISO 8601 has them, bytes in Base64, nested ones
/// as JSON.
final class PlainText {
  private static final int INFINITE_YEAR = 5_881_580;
  private static final int MINUS_INFINITE_YEAR = -5_877_641;

  private static final long INFINITE_MILLIS = 9_223_000_000_000_000L;

  private PlainText() {}

  static String of(Object value) throws SQLException, IOException {
    return switch (value) {
      case String text -> text;
      case OffsetDateTime moment -> written(out -> Moments.write(out, moment));
      case Timestamp time -> written(out -> Moments.write(out, local(time)));
      case LocalDate date -> date(date);
      case LocalTime time -> DateTimeFormatter.ISO_LOCAL_TIME.format(time);
      case BigDecimal number -> number.toPlainString();
      case Blob blob -> Base64.getEncoder().encodeToString(bytes(blob));
      default ->
          JsonValues.isNested(value)
              ? written(out -> JsonValues.write(out, value))
              : value.toString();
    };
  }

  private static String date(LocalDate date) {
    if (date.getYear() >= INFINITE_YEAR) {
      return "infinity";
    }
    return date.getYear() <= MINUS_INFINITE_YEAR ? "-infinity" : date.toString();
  }

  /// The driver makes DuckDB's infinities the ends of the time that it knows.
  private static LocalDateTime local(Timestamp time) {
    long millis = time.getTime();
    if (millis > INFINITE_MILLIS) {
      return LocalDateTime.MAX;
    }
    return millis < -INFINITE_MILLIS ? LocalDateTime.MIN : time.toLocalDateTime();
  }

  private static byte[] bytes(Blob blob) throws SQLException {
    return blob.getBytes(1, Math.toIntExact(blob.length()));
  }

  private static String written(Writing writing) throws SQLException, IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new Utf8Writer(bytes);
    writing.to(out);
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// Writes a value.
  private interface Writing {
    void to(Utf8Writer out) throws SQLException, IOException;
  }
}
