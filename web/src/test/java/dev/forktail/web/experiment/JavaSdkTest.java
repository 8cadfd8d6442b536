package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.event.Event;
import dev.forktail.sdk.Forktail;
import dev.forktail.sdk.ForktailConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The Java SDK and the real routes: both decide and record the same.
@Timeout(60)
final class JavaSdkTest {
  private static final String TEST =
      """
      {"key":"test","state":"running","traffic":8000,"exclusion":{"group":"g","ranges":[[0,7000]]},
       "holdouts":[{"key":"year","share":500}],"forced":{"u7":"b"},
       "targeting":{"attribute":"age","min":18},
       "variants":[{"key":"a","weight":3334},{"key":"b","weight":3333},{"key":"c","weight":3333}]}
      """;

  private final DecidingServer server = new DecidingServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void bothDecideTheSame() throws Exception {
    server.add(TEST);
    server.add("{\"key\":\"draft\",\"variants\":[{\"key\":\"a\",\"weight\":1}]}");
    try (var forktail = Forktail.open(config())) {
      var visit = Visit.at(DecidingServer.NOON, Remembered.UNAVAILABLE);
      for (int i = 0; i < 10_000; i++) {
        var user = Subject.user("u" + i).with(Map.of("age", i % 40));
        assertThat(forktail.assign("test", user))
            .contains(
                server.experiments().decided().assign(new ExperimentKey("test"), user, visit));
      }
      assertThat(forktail.assign("draft", Subject.user("u1"))).isEmpty();
    }
  }

  @Test
  void aChangeHoldsSoonAndWhatBothHaveSeenCountsOnce() throws Exception {
    server.add(
        "{\"key\":\"on\",\"state\":\"running\",\"variants\":[{\"key\":\"b\",\"weight\":1}]}");
    try (var forktail = Forktail.open(config())) {
      assertThat(forktail.variant("on", Subject.user("u1"), "none")).isEqualTo("b");
      await(() -> server.events().size() == 1);
      server.post(
          "/v1/assign",
          "{\"subject\":{\"userId\":\"u1\"},\"experiments\":[\"on\"],\"expose\":true}");
      await(() -> server.events().size() == 2);
      assertThat(server.events().stream().map(Event::messageId).distinct()).hasSize(1);

      var http = server.http();
      http.send(http.request("/api/experiments/on/pause", "admin").POST(BodyPublishers.noBody()));

      await(
          () ->
              forktail.assign("on", Subject.user("u1")).filter(arm -> !arm.counted()).isPresent());
    }
  }

  @Test
  void withAWrongKeyThereIsNoExperiment() throws Exception {
    server.add(TEST);
    var address = "http://127.0.0.1:" + server.http().port();

    try (var forktail = Forktail.open(ForktailConfig.of(address, "wrong"))) {
      assertThat(forktail.variant("test", Subject.user("u1"), "none")).isEqualTo("none");
    }
  }

  /// At the server's time of day.
  private ForktailConfig config() {
    var address = "http://127.0.0.1:" + server.http().port();
    var config = ForktailConfig.of(address, "write");
    return new ForktailConfig(
        config.server(),
        config.key(),
        Duration.ofMillis(100),
        config.snapshot(),
        () -> DecidingServer.NOON);
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var deadline = Instant.now().plus(Duration.ofSeconds(20));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.sleep(20);
    }
  }
}
