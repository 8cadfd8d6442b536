package dev.forktail.engine.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a result is written.
public enum ResultFormat {
  /// An array of rows, each an array of values: `[["buy",12],["view",90]]`.
  JSON("application/json"),
  /// One object a line.
  NDJSON("application/x-ndjson"),
  /// RFC 4180, UTF-8, with a line of names; an absent value is empty.
  CSV("text/csv; charset=utf-8"),
  PARQUET("application/vnd.apache.parquet"),
  /// The streaming format of Arrow IPC.
  ARROW("application/vnd.apache.arrow.stream");

  private final String mediaType;

  ResultFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  /// Its name on the wire.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The format of that name.
  public static Optional<ResultFormat> find(String text) {
    return Arrays.stream(values()).filter(format -> format.text().equals(text)).findFirst();
  }
}
