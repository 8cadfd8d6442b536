package dev.forktail.engine.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "new",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/a\tb",
        "/a\nSet-Cookie: a=b",
        " /a",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:evil.example",
        "https:///evil.example",
        "https://good.example@evil.example/",
        "https://user@evil.example/",
        "ftp://evil.example/",
        "/ü"
      })
  void whatLeadsAstrayIsNoTarget(String text) {
    assertThatThrownBy(() -> new Target(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/new, a=1, /new?a=1",
    "/new?b=2, a=1, /new?b=2&a=1",
    "/new?b=2#top, a=1&a=2, /new?b=2&a=1&a=2#top",
    "/new#top, '', /new#top",
    "https://www.example.com/x, utm=%20, https://www.example.com/x?utm=%20",
  })
  void theQueryStringOfTheRequestIsKept(String target, String query, String address) {
    assertThat(new Target(target).with(query)).isEqualTo(address);
  }

  @Test
  void theHostOfAnotherSiteIsInLowerCase() {
    assertThat(new Target("https://WWW.Example.com:8443/x").host()).contains("www.example.com");
    assertThat(new Target("/x").host()).isEmpty();
  }
}
