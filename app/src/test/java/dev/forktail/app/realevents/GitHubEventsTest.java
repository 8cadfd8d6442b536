package dev.forktail.app.realevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GitHubEventsTest {

  @Test
  void theTenThousandEventsHaveTheKnownTypesAndActors() {
    var events = GitHubEvents.all();

    assertThat(events).hasSize(10_000);
    assertThat(events.stream().map(GitHubEvent::id).distinct()).hasSize(10_000);
    assertThat(events.stream().map(GitHubEvent::actor).distinct()).hasSize(4_517);
    var types =
        events.stream().collect(Collectors.groupingBy(GitHubEvent::type, Collectors.counting()));
    assertThat(types)
        .hasSize(14)
        .containsEntry("PushEvent", 5_843L)
        .containsEntry("CreateEvent", 1_368L)
        .containsEntry("PublicEvent", 8L);
  }

  @Test
  void asTracksTheyAreAboutTwoKilobytes() {
    double bytes =
        GitHubEvents.all().stream()
            .mapToInt(event -> event.toTrack(event.id(), event.createdAt()).length)
            .average()
            .orElseThrow();

    assertThat(bytes).isBetween(2_050.0, 2_300.0);
  }

  @Test
  void partsThatStandAsStringsAreUnfolded() throws IOException {
    var event =
        GitHubEvent.parse(
            """
            {"id":"7","type":"WatchEvent","actor":"{\\"id\\":1,\\"login\\":\\"ada\\"}",\
            "payload":"{\\"action\\":\\"started\\"}","public":true,\
            "created_at":"2018-01-01T11:00:00Z","org":{"id":3}}\
            """);

    String track = new String(event.toTrack("m-1", Instant.parse("2026-01-02T03:04:05Z")), UTF_8);

    assertThat(track)
        .isEqualTo(
            """
            {"messageId":"m-1","timestamp":"2026-01-02T03:04:05Z","type":"track",\
            "event":"WatchEvent","userId":"ada","properties":{"id":"7","type":"WatchEvent",\
            "actor":{"id":1,"login":"ada"},"payload":{"action":"started"},"public":true,\
            "created_at":"2018-01-01T11:00:00Z","org":{"id":3}}}\
            """);
  }

  @Test
  void aLineThatIsNoEventIsRefused() {
    assertThatThrownBy(() -> GitHubEvent.parse("{\"id\":\"7\"}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No id, type, actor or created_at");
  }
}
