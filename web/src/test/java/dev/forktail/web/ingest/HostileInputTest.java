package dev.forktail.web.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.DeadLetter;
import dev.forktail.engine.event.Event;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What the internet sends. Every row is refused, with a field where one is at fault, and kept.
class HostileInputTest {
  private static final String WHOLE = "";
  private final Formats formats = new Formats();

  /// Name, body of a track request, code, field.
  static Stream<Arguments> singles() {
    return Stream.of(
        row("nothing", "", "malformed", WHOLE),
        row("white space", "  \n", "malformed", WHOLE),
        row("a list", "[]", "malformed", WHOLE),
        row("a string", "\"event\"", "malformed", WHOLE),
        row("null", "null", "malformed", WHOLE),
        row("truncated", "{\"event\":\"a\",\"userId\":\"u\"", "malformed", "userId"),
        row("truncated in a string", "{\"event\":\"a", "malformed", "event"),
        row("trailing garbage", event("") + "x", "malformed", WHOLE),
        row("a second object", event("") + event(""), "malformed", WHOLE),
        row("a trailing comma", "{\"event\":\"a\",}", "malformed", "event"),
        row("a comment", "{/* */\"event\":\"a\"}", "malformed", WHOLE),
        row("single quotes", "{'event':'a'}", "malformed", WHOLE),
        row("a bare name", "{event:\"a\"}", "malformed", WHOLE),
        row("NaN", event("\"x\":NaN"), "malformed", "x"),
        row("Infinity", event("\"x\":-Infinity"), "malformed", "x"),
        row("a leading zero", event("\"x\":01"), "malformed", "x"),
        row("a plus sign", event("\"x\":+1"), "malformed", "x"),
        row("a bare point", event("\"x\":1."), "malformed", "x"),
        row("half a literal", event("\"x\":nul"), "malformed", "x"),
        row("a raw line break", event("\"x\":\"a\nb\""), "malformed", "x"),
        row("a raw NUL", event("\"x\":\"a\0b\""), "malformed", "x"),
        row("a bad escape", event("\"x\":\"\\q\""), "malformed", "x"),
        row("half an escape", event("\"x\":\"\\u12\""), "malformed", "x"),
        row("a byte order mark", "\uFEFF" + event(""), "malformed", WHOLE),
        row("UTF-16", event("").getBytes(UTF_16), "malformed", WHOLE),
        row("Latin-1", event("\"x\":\"ü\"").getBytes(ISO_8859_1), "malformed", WHOLE),
        row("an overlong slash", spliced(0xC0, 0xAF), "malformed", WHOLE),
        row("an overlong slash of three", spliced(0xE0, 0x80, 0xAF), "malformed", WHOLE),
        row("an encoded surrogate", spliced(0xED, 0xA0, 0x80), "malformed", WHOLE),
        row("beyond Unicode", spliced(0xF4, 0x90, 0x80, 0x80), "malformed", WHOLE),
        row("five bytes", spliced(0xF8, 0x88, 0x80, 0x80, 0x80), "malformed", WHOLE),
        row("a lone tail", spliced(0x80), "malformed", WHOLE),
        row("a character cut off", spliced(0xE2, 0x82), "malformed", WHOLE),
        row("a lone high surrogate", event("\"x\":\"\\ud83d\""), "invalid_field", WHOLE),
        row("a lone low surrogate", event("\"x\":\"\\ude00\""), "invalid_field", WHOLE),
        row("surrogates reversed", event("\"x\":\"\\ude00\\ud83d\""), "invalid_field", WHOLE),
        row("a lone surrogate in a name", event("\"\\uD800\":1"), "malformed", null),
        row("a field twice", event("\"event\":\"b\""), "invalid_field", "event"),
        row("a field twice inside", event("\"p\":{\"a\":1,\"a\":2}"), "invalid_field", "p.a"),
        row(
            "a field twice in a list",
            event("\"p\":[{},{\"a\":1,\"a\":2}]"),
            "invalid_field",
            "p[1].a"),
        row(
            "a field twice, escaped",
            event("\"p\":{\"a\":1,\"\\u0061\":2}"),
            "invalid_field",
            "p.a"),
        row("depth 33", event("\"p\":" + nested(32)), "too_large", "p" + "[0]".repeat(31)),
        row("depth 150", event("\"p\":" + nested(150)), "too_large", "p" + "[0]".repeat(31)),
        row("depth 100,000", event("\"p\":" + nested(100_000)), "too_large", null),
        row("unclosed depth", "[".repeat(100_000), "malformed", WHOLE),
        row("a number of 65", event("\"x\":" + "1".repeat(65)), "too_large", "x"),
        row("a fraction of 65", event("\"x\":0." + "1".repeat(63)), "too_large", "x"),
        row("a number of 100,000", event("\"x\":" + "1".repeat(100_000)), "too_large", "x"),
        row("a name of 257", event("\"" + "n".repeat(257) + "\":1"), "too_large", WHOLE),
        row(
            "a name of 258 bytes",
            event("\"p\":{\"" + "ü".repeat(129) + "\":1}"),
            "too_large",
            "p"),
        row("a name of 1 MB", event("\"" + "n".repeat(1 << 20) + "\":1"), "too_large", null),
        row("an event of 33 KB", event("\"x\":\"" + "v".repeat(33_000) + "\""), "too_large", WHOLE),
        row("10,000 fields", event(fields(10_000)), "too_large", null),
        row("colliding names", event(colliding(13)), "too_large", null),
        row("no event", "{\"userId\":\"u\"}", "missing_field", "event"),
        row("an empty event", "{\"event\":\"\",\"userId\":\"u\"}", "missing_field", "event"),
        row("a null event", "{\"event\":null,\"userId\":\"u\"}", "missing_field", "event"),
        row("a number as event", "{\"event\":1,\"userId\":\"u\"}", "invalid_field", "event"),
        row("an object as event", "{\"event\":{},\"userId\":\"u\"}", "invalid_field", "event"),
        row(
            "a long event",
            "{\"event\":\"" + "e".repeat(201) + "\",\"userId\":\"u\"}",
            "too_large",
            "event"),
        row(
            "NUL in the event",
            "{\"event\":\"a\\u0000\",\"userId\":\"u\"}",
            "invalid_field",
            "event"),
        row(
            "NUL in the user id",
            "{\"event\":\"a\",\"userId\":\"\\u0000\"}",
            "invalid_field",
            "userId"),
        row(
            "NUL in the message id",
            event("\"messageId\":\"\\u0000\""),
            "invalid_field",
            "messageId"),
        row(
            "a long message id",
            event("\"messageId\":\"" + "m".repeat(101) + "\""),
            "too_large",
            "messageId"),
        row(
            "a long user id",
            "{\"event\":\"a\",\"userId\":\"" + "u".repeat(256) + "\"}",
            "too_large",
            "userId"),
        row("nobody", "{\"event\":\"a\"}", "missing_field", "userId"),
        row(
            "an empty nobody",
            "{\"event\":\"a\",\"userId\":\"\",\"anonymousId\":null}",
            "missing_field",
            "userId"),
        row("user null", "{\"event\":\"a\",\"userId\":\"null\"}", "invalid_field", "userId"),
        row("user 0", "{\"event\":\"a\",\"userId\":0}", "invalid_field", "userId"),
        row(
            "anonymous undefined",
            "{\"event\":\"a\",\"anonymousId\":\"undefined\"}",
            "invalid_field",
            "anonymousId"),
        row("user true", "{\"event\":\"a\",\"userId\":true}", "invalid_field", "userId"),
        row("user object", "{\"event\":\"a\",\"userId\":{\"id\":1}}", "invalid_field", "userId"),
        row("a wrong time", event("\"timestamp\":\"yesterday\""), "invalid_field", "timestamp"),
        row("a time as object", event("\"sentAt\":{}"), "invalid_field", "sentAt"),
        row(
            "a wrong session",
            event("\"context\":{\"sessionId\":[]}"),
            "invalid_field",
            "context.sessionId"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("singles")
  void aHostileEventIsRefused(String name, byte[] body, String code, @Nullable String field) {
    var reading = formats.read(formats.track, body);

    assertThat(reading).as(name).isInstanceOf(Reading.Refused.class);
    var refused = (Reading.Refused) reading;
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
    if (field != null) {
      assertThat(refused.field()).isEqualTo(field.isEmpty() ? null : field);
    }
    assertThat(refused.message()).endsWith(".").hasSizeLessThan(400);
    assertThat(refused.deadLetter()).isNotNull();
  }

  /// Name, the bad item of a batch, code, field.
  static Stream<Arguments> items() {
    return Stream.of(
        row("no type", "{\"event\":\"a\",\"userId\":\"u\"}", "missing_field", "batch[1].type"),
        row("a wrong type", "{\"type\":\"x\",\"userId\":\"u\"}", "invalid_field", "batch[1].type"),
        row("no event", "{\"type\":\"track\",\"userId\":\"u\"}", "missing_field", "batch[1].event"),
        row(
            "a long page name",
            "{\"type\":\"page\",\"userId\":\"u\",\"name\":\"" + "n".repeat(201) + "\"}",
            "too_large",
            "batch[1].name"),
        row(
            "a long session",
            item("\"context\":{\"sessionId\":\"" + "s".repeat(256) + "\"}"),
            "too_large",
            "batch[1].context.sessionId"),
        row("no object", "7", "malformed", "batch[1]"),
        row("a list", "[{\"a\":[1]}]", "malformed", "batch[1]"),
        row("null", "null", "malformed", "batch[1]"),
        row("too large", item("\"x\":\"" + "v".repeat(33_000) + "\""), "too_large", "batch[1]"),
        row(
            "too deep",
            item("\"p\":{\"q\":" + nested(31) + "}"),
            "too_large",
            "batch[1].p.q" + "[0]".repeat(30)),
        row(
            "a long number",
            item("\"p\":{\"n\":" + "1".repeat(65) + "}"),
            "too_large",
            "batch[1].p.n"),
        row("a field twice", item("\"p\":{\"a\":1,\"a\":2}"), "invalid_field", "batch[1].p.a"),
        row("half a character", item("\"p\":\"\\ud800\""), "invalid_field", "batch[1]"),
        row("nobody", "{\"type\":\"page\"}", "missing_field", "batch[1].userId"),
        row(
            "no group",
            "{\"type\":\"group\",\"userId\":\"u\"}",
            "missing_field",
            "batch[1].groupId"),
        row(
            "no previous",
            "{\"type\":\"alias\",\"userId\":\"u\"}",
            "missing_field",
            "batch[1].previousId"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("items")
  void aHostileItemDoesNotTakeItsNeighboursAlong(
      String name, byte[] item, String code, String field) {
    String good = item("");
    byte[] body =
        ("{\"batch\":[" + good + "," + new String(item, UTF_8) + "," + good + "]}").getBytes(UTF_8);

    var reading = (Reading.Events) formats.read(formats.batch, body);

    assertThat(reading.accepted()).as(name).isEqualTo(2);
    assertThat(reading.refused()).hasSize(1);
    var refused = reading.refused().getFirst();
    assertThat(refused.position()).isEqualTo(1);
    assertThat(refused.reason()).isEqualTo(code);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(reading.arrivals()).hasSize(3);
    assertThat(reading.arrivals().get(1)).isInstanceOf(DeadLetter.class);
    var letter = (DeadLetter) reading.arrivals().get(1);
    assertThat(letter.raw().bytes()).isEqualTo(item);
    assertThat(letter.field()).isEqualTo(field);
  }

  /// Name, body of a batch request, code, field, status.
  static Stream<Arguments> batches() {
    return Stream.of(
        Arguments.of("no list", "{}", "missing_field", "batch", 400),
        Arguments.of("an object", "{\"batch\":{}}", "invalid_field", "batch", 400),
        Arguments.of("two lists", "{\"batch\":[],\"batch\":[]}", "invalid_field", "batch", 400),
        Arguments.of(
            "a wrong time", "{\"batch\":[],\"sentAt\":\"x\"}", "invalid_field", "sentAt", 400),
        Arguments.of("truncated", "{\"batch\":[" + item("") + ",", "malformed", "batch[1]", 400),
        Arguments.of("trailing garbage", "{\"batch\":[]}]", "malformed", "", 400),
        Arguments.of(
            "half a character for all",
            "{\"context\":{\"a\":\"\\ud800\"},\"batch\":[" + item("") + "]}",
            "invalid_field",
            "",
            400),
        Arguments.of(
            "2,501 events",
            "{\"batch\":[" + "{},".repeat(2_500) + "{}]}",
            "too_large",
            "batch",
            413));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void aBatchThatIsWrongAsAWholeIsRefused(
      String name, String body, String code, String field, int status) {
    var reading = formats.read(formats.batch, body);

    assertThat(reading).as(name).isInstanceOf(Reading.Refused.class);
    var refused = (Reading.Refused) reading;
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.field()).isEqualTo(field.isEmpty() ? null : field);
    assertThat(refused.deadLetter()).isNotNull();
  }

  @Test
  void whatOnlyLooksHostileIsTaken() {
    for (String fields :
        new String[] {
          "\"x\":\"\\ud83d\\ude00\"",
          "\"x\":\"\\\\ud83d\"",
          "\"x\":\"a\\u0000b\"",
          "\"x\":\"😀 Grüße €\"",
          "\"p\":" + nested(31),
          "\"x\":" + "1".repeat(64),
          "\"" + "n".repeat(256) + "\":1",
          "\"p\":{\"a\":1},\"q\":{\"a\":1},\"a\":1",
          "\"" + "v".repeat(10) + "\":\"" + "v".repeat(32_000) + "\"",
          "\"id\":{},\"name\":[],\"category\":1",
          "\"context\":null",
          "\"context\":\"none\"",
          "\"timestamp\":null,\"messageId\":\"\"",
          fields(2_000)
        }) {
      Event event = formats.event(formats.track, event(fields));
      assertThat(event.payload().text()).isEqualTo(event(fields));
    }
  }

  private static Arguments row(String name, String body, String code, @Nullable String field) {
    return row(name, body.getBytes(UTF_8), code, field);
  }

  private static Arguments row(String name, byte[] body, String code, @Nullable String field) {
    return Arguments.of(name, body, code, field);
  }

  private static String event(String fields) {
    return "{\"event\":\"a\",\"userId\":\"u\"" + (fields.isEmpty() ? "" : "," + fields) + "}";
  }

  private static String item(String fields) {
    return "{\"type\":\"track\"," + event(fields).substring(1);
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static String fields(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"f" + i + "\":0")
        .collect(Collectors.joining(","));
  }

  /// 2^bits names with one and the same hash code.
  private static String colliding(int bits) {
    return IntStream.range(0, 1 << bits)
        .mapToObj(
            i ->
                IntStream.range(0, bits)
                    .mapToObj(bit -> ((i >> bit) & 1) == 0 ? "Aa" : "BB")
                    .collect(Collectors.joining()))
        .map(name -> "\"" + name + "\":0")
        .collect(Collectors.joining(","));
  }

  /// An event with these bytes in a string.
  private static byte[] spliced(int... bytes) {
    byte[] body = event("\"x\":\"" + "~".repeat(bytes.length) + "\"").getBytes(UTF_8);
    int at = new String(body, UTF_8).indexOf('~');
    for (int value : bytes) {
      body[at++] = (byte) value;
    }
    return body;
  }
}
