package dev.forktail.app.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTemplatesTest {
  private static final URI URL = URI.create("http://127.0.0.1:8080");

  @ParameterizedTest
  @ValueSource(ints = {400, 2_048})
  void everyRealEventIsBroughtToTheWantedSizeAndStaysJson(int size) throws IOException {
    var templates = EventTemplates.ofGitHub(size, 1);
    var names = new HashSet<String>();

    for (int number = 0; number < 2_000; number++) {
      String json = json(templates, number);
      assertThat(json.getBytes(UTF_8)).hasSize(size);
      names.add(Json.textAt(json, "event"));
    }

    assertThat(names).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 11, 12, 13, 14, 30})
  void aFewMissingBytesAreFilledUp(int missing) throws IOException {
    int natural = TestRun.templates(0).at(0).length();

    String json = json(TestRun.templates(natural + missing), 0);

    assertThat(json.getBytes(UTF_8)).hasSize(natural + missing);
    assertThat(Json.isValid(json)).isTrue();
  }

  @Test
  void cuttingNeverSplitsACharacter() {
    for (int length = 2; length < 30; length++) {
      String string = JsonText.ofLength("a\"ü\\€\n𝄞z", length);
      assertThat(string.getBytes(UTF_8)).hasSize(length);
      assertThat(Json.isValid(string)).isTrue();
      assertThat(string).doesNotContain("\uFFFD");
    }
  }

  @Test
  void idAndTimeAreFreshAndTheRestIsTheEventsOwn() throws IOException {
    String json = json(TestRun.templates(0), 5);

    assertThat(Json.textAt(json, "messageId")).isEqualTo("00112233aabb-0000000005");
    assertThat(Json.textAt(json, "timestamp")).isEqualTo("2026-11-23T00:04:59.007Z");
    assertThat(Json.textAt(json, "userId")).isEqualTo("ada");
    assertThat(json).doesNotContain("old");
  }

  @Test
  void theSameSeedSendsTheSameEvents() throws IOException {
    var templates = TestRun.templates(400);
    var again = TestRun.templates(400);

    for (int number = 0; number < 100; number++) {
      assertThat(json(templates, number)).isEqualTo(json(again, number));
    }
  }

  @Test
  void anEventThatCannotBeCutIsNamed() {
    byte[] event =
        "{\"type\":\"identify\",\"userId\":\"%s\"}".formatted("x".repeat(300)).getBytes(UTF_8);

    assertThatThrownBy(() -> EventTemplates.of(List.of(event), 250, 1))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Event 1: An event cannot be cut to 250 bytes, only to ");
  }

  @Test
  void aLineThatIsNoEventIsNamed() {
    byte[] line = "{\"type\":\"PushEvent\"}".getBytes(UTF_8);

    assertThatThrownBy(() -> EventTemplates.of(List.of(line), 250, 1))
        .hasMessageContaining("Event 1: an event has a type");
  }

  @Test
  void aBatchIsOneRequestWithItsExactLength() throws IOException {
    var writer =
        new RequestWriter(TestRun.templates(400), TestRun.RUN, 3, WireFormat.BATCH, URL, "k");
    var out = ByteBuffer.allocate(writer.lengthMax());

    writer.write(4, 0, out);

    String[] parts = new String(out.array(), 0, out.position(), UTF_8).split("\r\n\r\n", 2);
    assertThat(parts[0])
        .startsWith("POST /v1/batch HTTP/1.1\r\n")
        .contains("Host: 127.0.0.1:8080")
        .contains("Authorization: Bearer k")
        .endsWith("Content-Length:" + parts[1].length());
    assertThat(Json.isValid(parts[1])).isTrue();
    assertThat(parts[1])
        .contains(TestRun.RUN.messageId(12), TestRun.RUN.messageId(13), TestRun.RUN.messageId(14));
  }

  private static String json(EventTemplates templates, long number) {
    var out = ByteBuffer.allocate(100_000);
    templates.at(number).put(out, TestRun.RUN, number, new TimeStamp(), 1_795_392_299_007L);
    return new String(out.array(), 0, out.position(), UTF_8);
  }

  /// As much of JSON as these tests ask about.
  private static final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    static boolean isValid(String json) {
      try (var parser = FACTORY.createParser(json)) {
        parser.nextToken();
        parser.skipChildren();
        return parser.nextToken() == null;
      } catch (IOException e) {
        return false;
      }
    }

    static String textAt(String json, String name) throws IOException {
      assertThat(isValid(json)).isTrue();
      try (var parser = FACTORY.createParser(json)) {
        parser.nextToken();
        while (parser.nextToken() != null && !name.equals(parser.currentName())) {
          parser.nextToken();
          parser.skipChildren();
        }
        return parser.nextTextValue();
      }
    }
  }
}
