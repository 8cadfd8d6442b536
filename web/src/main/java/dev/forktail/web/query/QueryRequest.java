package dev.forktail.web.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.forktail.engine.query.ResultFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/query`: `{"sql": "…"}`, and if wanted `format` (`json`, `ndjson`, `csv`,
/// `parquet`, `arrow`), `max_rows`, `timeout_ms` and an `id` by which it can be cancelled.
record QueryRequest(
    String sql,
    ResultFormat format,
    OptionalLong rowsMax,
    Optional<Duration> timeout,
    Optional<String> id) {

  /// What is wrong with a body.
  static final class WrongException extends Exception {
    private static final long serialVersionUID = 1L;
    private final @Nullable String field;

    WrongException(@Nullable String field, String message) {
      super(message);
      this.field = field;
    }

    @Nullable String field() {
      return field;
    }
  }

  /// Reads a body.
  static QueryRequest read(byte[] body) throws WrongException {
    try (var json = Body.FACTORY.createParser(body)) {
      return new Body(json).read();
    } catch (IOException e) {
      throw new WrongException(null, "The body is no JSON such as {\"sql\": \"SELECT 1\"}.");
    }
  }

  /// A body that is being read.
  private static final class Body {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int ID_CHARACTERS_MAX = 100;

    private final JsonParser json;
    private @Nullable String sql;
    private ResultFormat format = ResultFormat.JSON;
    private OptionalLong rowsMax = OptionalLong.empty();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<String> id = Optional.empty();

    Body(JsonParser json) {
      this.json = json;
    }

    QueryRequest read() throws IOException, WrongException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new WrongException(null, "The body is an object such as {\"sql\": \"SELECT 1\"}.");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        take(name);
      }
      if (json.nextToken() != null) {
        throw new WrongException(null, "There is something behind the object.");
      }
      if (sql == null || sql.isBlank()) {
        throw new WrongException("sql", "Say what to ask: {\"sql\": \"SELECT …\"}.");
      }
      return new QueryRequest(sql, format, rowsMax, timeout, id);
    }

    private void take(String name) throws IOException, WrongException {
      switch (name) {
        case "sql" -> sql = text(name);
        case "format" -> format = format(text(name));
        case "max_rows" -> rowsMax = OptionalLong.of(number(name));
        case "timeout_ms" -> timeout = Optional.of(Duration.ofMillis(number(name)));
        case "id" -> id = Optional.of(id(text(name)));
        default ->
            throw new WrongException(
                name, "There is no such field; there are sql, format, max_rows, timeout_ms, id.");
      }
    }

    private String text(String name) throws IOException, WrongException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        throw new WrongException(name, "This is a text.");
      }
      return json.getText();
    }

    private long number(String name) throws IOException, WrongException {
      if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)
          || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
          || json.getLongValue() < 1
          || json.getLongValue() > Integer.MAX_VALUE) {
        throw new WrongException(name, "This is a whole number from 1 to 2147483647.");
      }
      return json.getLongValue();
    }

    private static ResultFormat format(String text) throws WrongException {
      return ResultFormat.find(text)
          .orElseThrow(
              () ->
                  new WrongException(
                      "format", "The format is json, ndjson, csv, parquet or arrow."));
    }

    private static String id(String text) throws WrongException {
      if (text.isBlank() || text.length() > ID_CHARACTERS_MAX) {
        throw new WrongException("id", "An id has 1 to " + ID_CHARACTERS_MAX + " characters.");
      }
      return text;
    }
  }
}
