package dev.forktail.app.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something that happened in the shop, as the shop's page reports it.
///
/// @param type `track`, `page` or `identify`
/// @param name of the track or page; empty for identify
/// @param loggedIn whether the account is known by now
/// @param path of the page on which it happened, with its query
/// @param facts properties, or the traits of identify; values are texts, numbers or lists of maps
record ShopEvent(
    String type,
    String name,
    String messageId,
    Instant occurred,
    Visitor visitor,
    boolean loggedIn,
    String path,
    String referrer,
    Map<String, Object> facts) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SITE = "https://shop.example";

  /// In Segment's form.
  byte[] json() {
    var out = new ByteArrayOutputStream(1_024);
    try (var json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("messageId", messageId);
      json.writeStringField("timestamp", occurred.toString());
      json.writeStringField("type", type);
      json.writeStringField("anonymousId", visitor.anonymousId().toString());
      if (loggedIn) {
        json.writeStringField("userId", visitor.userId());
      }
      writeName(json);
      writeContext(json);
      json.writeFieldName(type.equals("identify") ? "traits" : "properties");
      write(json, facts);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  private void writeName(JsonGenerator json) throws IOException {
    switch (type) {
      case "track" -> json.writeStringField("event", name);
      case "page" -> json.writeStringField("name", name);
      default -> {}
    }
  }

  private void writeContext(JsonGenerator json) throws IOException {
    var device = visitor.device();
    int query = path.indexOf('?');
    json.writeObjectFieldStart("context");
    json.writeStringField("userAgent", device.userAgent());
    json.writeStringField("ip", visitor.address());
    json.writeStringField("locale", visitor.place().locale());
    json.writeStringField("timezone", visitor.place().zone().getId());
    json.writeObjectFieldStart("page");
    json.writeStringField("url", SITE + path);
    json.writeStringField("path", path.substring(0, query < 0 ? path.length() : query));
    json.writeStringField("referrer", referrer);
    json.writeEndObject();
    json.writeObjectFieldStart("screen");
    json.writeNumberField("width", device.width());
    json.writeNumberField("height", device.height());
    json.writeEndObject();
    json.writeObjectFieldStart("library");
    json.writeStringField("name", "shop.js");
    json.writeStringField("version", "1.8.2");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case Map<?, ?> members -> {
        json.writeStartObject();
        for (var member : members.entrySet()) {
          json.writeFieldName((String) member.getKey());
          write(json, member.getValue());
        }
        json.writeEndObject();
      }
      case List<?> items -> {
        json.writeStartArray();
        for (Object item : items) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case String text -> json.writeString(text);
      case Integer number -> json.writeNumber(number);
      case Cents cents -> json.writeRawValue(cents.decimal());
      case null, default -> throw new IllegalArgumentException("No such fact: " + value);
    }
  }

  /// An amount of money, written with two decimals.
  record Cents(int amount) {
    private String decimal() {
      return java.math.BigDecimal.valueOf(amount, 2).toPlainString();
    }
  }
}
