package dev.forktail.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final ProjectId PROJECT = new ProjectId(7);

  private final KeyRing keys = new KeyRing();
  private Instant now = LiveStates.NOON;
  private final Sessions sessions = new Sessions(new SecureRandom(), () -> now);
  private final Gate gate = new Gate(new LiveAccess.WithKey(), keys, sessions);

  @BeforeEach
  void threeKeys() {
    keys.replace(
        Map.of(
            KeyHash.of("write"), new Access(PROJECT, KeyRole.WRITE, "shop"),
            KeyHash.of("read"), new Access(PROJECT, KeyRole.READ, "reader"),
            KeyHash.of("admin"), new Access(PROJECT, KeyRole.ADMIN, "admin")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "admin"})
  void whoHasTypedAReadOrAdminKeySeesItsProject(String key) {
    var token = gate.enter(key).orElseThrow();

    assertThat(withCookies("a=b; forktail_session=" + token + "; c=d")).contains(PROJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "wrong", ""})
  void aKeyThatMayNotReadOpensNothing(String key) {
    assertThat(gate.enter(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "forktail_session=", "forktail_session=guessed", "other=read", ";;;"})
  void withoutASessionNothingIsShown(String cookies) {
    assertThat(withCookies(cookies)).isEmpty();
    assertThat(gate.admit(Optional.of("localhost"), Optional.empty())).isEmpty();
  }

  @Test
  void aSessionEndsWhenItsKeyIsWithdrawn() {
    var token = gate.enter("read").orElseThrow();

    keys.replace(Map.of());

    assertThat(withCookies("forktail_session=" + token)).isEmpty();
  }

  @Test
  void aSessionEndsAfterTwelveHours() {
    var token = gate.enter("read").orElseThrow();
    now = now.plus(Sessions.LIFE).minusMillis(1);
    assertThat(withCookies("forktail_session=" + token)).contains(PROJECT);

    now = now.plusMillis(1);

    assertThat(withCookies("forktail_session=" + token)).isEmpty();
  }

  @Test
  void aSessionEndsWhenItsHolderLeaves() {
    var token = gate.enter("read").orElseThrow();

    gate.leave(Optional.of("forktail_session=" + token));

    assertThat(withCookies("forktail_session=" + token)).isEmpty();
  }

  @Test
  void theOldestOfTooManySessionsGoes() {
    var first = gate.enter("read").orElseThrow();
    for (int i = 0; i < 1_000; i++) {
      gate.enter("read");
    }

    assertThat(withCookies("forktail_session=" + first)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]"})
  void anOpenPageAnswersOnThisMachine(String host) {
    assertThat(open().admit(Optional.of(host), Optional.empty())).contains(PROJECT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example:80", "127.0.0.1.evil.example"})
  void anOpenPageDoesNotAnswerToForeignNames(String host) {
    assertThat(open().admit(Optional.of(host), Optional.empty())).isEmpty();
  }

  private Gate open() {
    return new Gate(new LiveAccess.Open(PROJECT, "demo"), keys, sessions);
  }

  private Optional<ProjectId> withCookies(String cookies) {
    return gate.admit(Optional.of("events.example.org"), Optional.of(cookies));
  }
}
