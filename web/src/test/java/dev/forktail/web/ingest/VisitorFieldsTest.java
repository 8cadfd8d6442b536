package dev.forktail.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.context.Requester;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.VisitorContext;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the contexts say that Segment's libraries send.
final class VisitorFieldsTest {
  /// As `analytics.js` sends it from a product page.
  private static final String OF_A_BROWSER =
      """
      {"page":{"path":"/p/1","referrer":"https://www.google.com/","search":"?utm_source=letter",\
      "title":"One","url":"https://shop.example.com/p/1?utm_source=letter"},\
      "userAgent":"Mozilla/5.0 (X11) Chrome/142.0.0.0","userAgentData":{"brands":[{"brand":"Chromium",\
      "version":"142"}],"mobile":false,"platform":"Linux"},"locale":"en-GB",\
      "library":{"name":"analytics.js","version":"npm:next-1.84.3"},"timezone":"Europe/Berlin",\
      "campaign":{"source":"letter","medium":"email","name":"autumn","term":"shoes","content":"top"},\
      "screen":{"width":1920,"height":1080,"density":2},"ip":"203.0.113.77","sessionId":1764}\
      """;

  private static final String EVERYTHING =
      """
      {browser=Chrome, browser_version=142, os=Windows, device=desktop, bot=false, country=DE, \
      region=DE-BY, ip=203.0.113.0, referrer=www.google.com, channel=email, utm_source=letter, \
      utm_medium=email, utm_campaign=autumn, utm_term=shoes, utm_content=top, \
      host=shop.example.com, path=/p/1, screen_width=1920, screen_height=1080, locale=en-GB, \
      library=analytics.js, library_version=npm:next-1.84.3}\
      """;

  private final Formats formats = new Formats();

  @Test
  void aBrowsersContextIsRead() {
    var event = formats.event(formats.track, track("\"context\":" + OF_A_BROWSER));

    assertThat(event.context()).hasToString(EVERYTHING);
    assertThat(event.sessionId()).isEqualTo("1764");
  }

  @Test
  void theContextOfABatchCountsWhereAnEventSaysNothing() {
    var reading =
        formats.read(
            formats.batch,
            """
            {"batch":[{"type":"track","event":"a","userId":"u"},\
            {"type":"track","event":"b","userId":"u","context":{"page":{"path":"/own"},"locale":null,\
            "sessionId":"own"}},{"type":"track","event":"c","userId":"u","context":null}],\
            "context":%s}\
            """
                .formatted(OF_A_BROWSER));

    assertThat(context(reading, 0)).hasToString(EVERYTHING);
    assertThat(context(reading, 1))
        .hasToString(
            EVERYTHING
                .replace("referrer=www.google.com, ", "")
                .replace("host=shop.example.com, path=/p/1", "path=/own")
                .replace("locale=en-GB, ", ""));
    assertThat(event(reading, 0).sessionId()).isEqualTo("1764");
    assertThat(event(reading, 1).sessionId()).isEqualTo("own");
    assertThat(context(reading, 2)).hasToString(EVERYTHING);
    assertThat(text(event(reading, 0))).contains("\"ip\":\"203.0.113.0\" ");
  }

  @Test
  void whatAServerSendsHasItsLibraryOnly() {
    Requester server = new Head("analytics-node/6.2.0", "198.51.100.7");
    String context =
        "\"context\":{\"library\":{\"name\":\"analytics-node\",\"version\":\"6.2.0\"}}";

    assertThat(formats.event(formats.track, track(context), server).context())
        .hasToString("{library=analytics-node, library_version=6.2.0}");
    assertThat(formats.event(formats.track, track("\"properties\":{}"), server).context())
        .isSameAs(VisitorContext.NONE);
  }

  private record Head(String userAgent, String ip) implements Requester {}

  @Test
  void theRequestOfABrowserTellsWhatItsEventDoesNot() {
    var browser = new Head("Mozilla/5.0 (X11) Chrome/142.0.0.0", "198.51.100.7");

    assertThat(formats.event(formats.track, track("\"properties\":{}"), browser).context())
        .hasToString(
            "{browser=Chrome, browser_version=142, os=Windows, device=desktop, bot=false,"
                + " country=DE, region=DE-BY, ip=198.51.100.0}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"page\":7,\"library\":[1,{\"name\":\"x\"}],\"screen\":null,\"campaign\":\"x\",\"ip\":{}}",
        "{\"page\":{\"url\":{\"a\":[1]},\"path\":true},\"screen\":{\"width\":[1920]},\"userAgent\":[]}",
        "[]",
        "{}",
        "7"
      })
  void whatIsOfAnotherKindSaysNothing(String context) {
    assertThat(formats.event(formats.track, track("\"context\":" + context)).context())
        .isSameAs(VisitorContext.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"page\":{\"path\":\"/\",\"path\":\"/\"}}", "{\"ip\":\"\",\"ip\":\"\"}"})
  void aFieldThatStandsTwiceIsStillAFault(String context) {
    assertThat(formats.read(formats.track, track("\"context\":" + context)))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void ofAnAddressThePayloadKeepsWhatMayBeKept() {
    String body = track("\"context\":{\"ip\" : \"203.0.113.77\" ,\"locale\":\"de\"}");

    var event = formats.event(formats.track, body);

    assertThat(text(event))
        .isEqualTo(body.replace("\"203.0.113.77\"", "\"203.0.113.0\" "))
        .hasSameSizeAs(body);
  }

  @Test
  void whatIsNoAddressIsNotKept() {
    String body = track("\"context\":{\"ip\":\"\\u0068ome of ann\",\"locale\":\"de\"}");

    assertThat(text(formats.event(formats.track, body)))
        .contains("{\"ip\":\"\"                ,\"locale\"")
        .hasSameSizeAs(body);
  }

  @Test
  void ofARefusedEventNoMoreIsKept() {
    var refused =
        (Reading.Refused)
            formats.read(formats.track, "{\"context\":{\"ip\":\"203.0.113.77\"},\"event\":\"\"}");

    var letter = Objects.requireNonNull(refused.deadLetter());

    assertThat(letter.raw().text()).contains("\"203.0.113.0\" ");
  }

  private static String track(String more) {
    return "{\"event\":\"e\",\"userId\":\"u\"," + more + "}";
  }

  private static VisitorContext context(Reading reading, int index) {
    return event(reading, index).context();
  }

  private static Event event(Reading reading, int index) {
    return (Event) ((Reading.Events) reading).arrivals().get(index);
  }

  private static String text(Event event) {
    return event.payload().text();
  }
}
