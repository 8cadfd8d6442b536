package dev.forktail.web.live;

import static dev.forktail.web.live.LiveStates.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.live.LiveState;
import dev.forktail.web.live.LiveTemplates.LoginView;
import dev.forktail.web.live.LiveTemplates.PageView;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTemplatesTest {
  private static final Pattern INLINE_STYLE = Pattern.compile("<style|\\sstyle\\s*=");
  private static final Pattern INLINE_SCRIPT = Pattern.compile("<script(?! src=)|\\son\\w+\\s*=");

  private final LiveTemplates templates = new LiveTemplates();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</td></table><img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "<!-- ",
        "&lt;b&gt;"
      })
  void whatSendersWriteIsTextAndNothingElse(String hostile) {
    var page = page(LiveStates.withNewest(NOON, hostile, hostile, hostile));

    assertThat(tags(page)).isEqualTo(tags(page(LiveStates.withNewest(NOON, "a", "b", "c"))));
  }

  @Test
  void aNameThatRunsFromRightToLeftStaysInItsPlace() {
    var page = page(LiveStates.withNewest(NOON, "\u202Eevil", "שלום", "shop"));

    assertThat(page).contains("<bdi>\u202Eevil</bdi>").contains("<bdi>שלום</bdi>");
  }

  @Test
  void aNameOfTenKilobytesIsCut() {
    var shortPage = page(LiveStates.withNewest(NOON, "x", "y", "z"));
    var longPage = page(LiveStates.withNewest(NOON, "x".repeat(10_000), "y", "z"));

    assertThat(longPage.length() - shortPage.length()).isLessThan(300);
  }

  @Test
  void thePageHoldsNoScriptAndNoStyleOfItsOwn() {
    var page = page(LiveStates.databaseAway(NOON));

    assertThat(INLINE_SCRIPT.matcher(page).find()).isFalse();
    assertThat(INLINE_STYLE.matcher(page).find()).isFalse();
    assertThat(page).doesNotContain("http-equiv", "href=\"http", "src=\"http");
  }

  @Test
  void newcomersSeeHowToSendAnEventAndOthersDoNot() {
    assertThat(page(LiveStates.untouched(NOON)))
        .contains("Authorization: Bearer demo")
        .doesNotContain("aria-labelledby=\"start-title\" hidden");
    assertThat(page(LiveStates.busy(NOON))).contains("aria-labelledby=\"start-title\" hidden");
  }

  @Test
  void thePartsOfTheStreamAreThoseOfThePage() {
    var view = LiveViews.of(LiveStates.busy(NOON));
    var page = page(LiveStates.busy(NOON));

    templates
        .parts(view)
        .forEach(
            (name, part) -> {
              if (!name.equals("chart")) {
                assertThat(page).as(name).contains(part.strip());
              }
            });
  }

  @Test
  void theFormAsksForAKeyWithoutShowingIt() {
    assertThat(templates.login(new LoginView(true)))
        .contains("type=\"password\"", "method=\"post\"", "role=\"alert\"");
    assertThat(templates.login(new LoginView(false))).doesNotContain("role=\"alert\"");
  }

  private String page(LiveState state) {
    var curl = "curl -H 'Authorization: Bearer demo'";
    return templates.page(new PageView(LiveViews.of(state), curl, false));
  }

  /// The page without its texts.
  private static String tags(String page) {
    return page.replaceAll(">[^<]*<", "><");
  }
}
