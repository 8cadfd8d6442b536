package dev.forktail.engine.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "0",
        "-1",
        "null",
        "NULL",
        " null ",
        "undefined",
        "Undefined",
        "NaN",
        "none",
        "anonymous",
        "Guest",
        "true",
        "FALSE",
        "[object Object]",
        "(null)",
        "nil",
        "n/a",
        "00000000-0000-0000-0000-000000000000"
      })
  void whatAMissingIdPrintsAsNamesNobody(String id) {
    assertThat(Identity.isPlaceholder(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "00",
        "42",
        "u1",
        "null-island",
        "guest-17",
        "anonymous-4f2a",
        "nobody@example.com",
        "00000000-0000-0000-0000-000000000001",
        "a text that is longer than any placeholder is, by far"
      })
  void everythingElseIsAnId(String id) {
    assertThat(Identity.isPlaceholder(id)).isFalse();
  }
}
