package dev.forktail.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.event.Payload;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.VisitorContext;
import java.time.Instant;

/// Events of 2 KB, all different, in the Segment form.
public final class RealEvents {
  private static final Instant RECEIVED = Instant.parse("2026-11-22T12:00:00Z");
  private static final int BYTES = 2_048;

  private RealEvents() {}

  /// The JSON of event number `i`, without a context.
  public static byte[] json(int i) {
    return json(i, "");
  }

  /// The JSON of event number `i` as a browser sends it.
  public static byte[] browserJson(int i) {
    String context =
        """
        "context":{"userAgent":"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 \
        (KHTML, like Gecko) Chrome/14%d.0.0.0 Safari/537.36","ip":"203.0.%d.%d","locale":"en-GB",\
        "library":{"name":"analytics.js","version":"2.11.1"},\
        "screen":{"width":1920,"height":1080,"density":1},"timezone":"Europe/Berlin",\
        "campaign":{"source":"newsletter","medium":"email","name":"autumn"},\
        "page":{"path":"/product/%d","referrer":"https://www.google.com/","search":"?utm_source=x",\
        "title":"A product","url":"https://shop.example.com/product/1?utm_source=newsletter"}},\
        """
            .formatted(i % 5, 10 + i % 30, i % 250, i % 97);
    return json(i, context);
  }

  private static byte[] json(int i, String context) {
    var json = new StringBuilder(BYTES);
    json.append("{\"messageId\":\"run-").append(i).append("\",\"type\":\"track\",");
    json.append("\"event\":\"Product Viewed\",\"userId\":\"user-").append(i % 1_000).append("\",");
    json.append("\"timestamp\":\"2026-11-22T11:59:59.123Z\",")
        .append(context)
        .append("\"properties\":{");
    for (int field = 0; json.length() < BYTES - 90; field++) {
      json.append("\"field_").append(field).append("\":{\"sku\":\"").append(i * 31 + field);
      json.append("\",\"price\":").append(field).append(".99,\"tags\":[\"a\",\"b\"]},");
    }
    json.append("\"pad\":\"");
    while (json.length() < BYTES - 3) {
      json.append('x');
    }
    return json.append("\"}}").toString().getBytes(UTF_8);
  }

  /// What is known of the browser behind event number `i`.
  public static VisitorContext context(int i) {
    return new VisitorContext.Draft()
        .put(ContextField.BROWSER, "Chrome")
        .put(ContextField.BROWSER_VERSION, 140 + i % 5)
        .put(ContextField.OS, "Windows")
        .put(ContextField.DEVICE, "desktop")
        .put(ContextField.BOT, false)
        .put(ContextField.COUNTRY, "DE")
        .put(ContextField.IP, "203.0.113.0")
        .put(ContextField.REFERRER, "www.google.com")
        .put(ContextField.CHANNEL, "email")
        .put(ContextField.UTM_SOURCE, "newsletter")
        .put(ContextField.UTM_MEDIUM, "email")
        .put(ContextField.UTM_CAMPAIGN, "autumn")
        .put(ContextField.HOST, "shop.example.com")
        .put(ContextField.PATH, "/product/" + i % 97)
        .put(ContextField.SCREEN_WIDTH, 1920)
        .put(ContextField.SCREEN_HEIGHT, 1080)
        .put(ContextField.LOCALE, "en-GB")
        .put(ContextField.LIBRARY, "analytics.js")
        .put(ContextField.LIBRARY_VERSION, "2.11.1")
        .done();
  }

  /// Event number `i` as intake makes it.
  public static Event event(int i) {
    return new Event(
        new ProjectId(1),
        "shop",
        EventType.TRACK,
        "run-" + i,
        "Product Viewed",
        "user-" + i % 1_000,
        null,
        null,
        RECEIVED,
        false,
        RECEIVED,
        Payload.of(json(i)));
  }
}
