package dev.forktail.engine.page.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.Slug;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageJsonTest {
  private static final String PAGE =
      "{\"slug\":\"summer\",\"experiment\":\"sale\",\"maxAge\":60,"
          + "\"content\":{\"html\":\"<h1>A</h1>\"},\"variants\":{"
          + "\"json\":{\"json\":{\"a\":[1,2.50,null,true]}},\"away\":{\"redirect\":\"/new\"}}}";

  @Test
  void whatIsReadIsWrittenAsItWas() {
    assertThat(PageJson.write(PageJson.read(PAGE))).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | slug",
        "{\"slug\":\"a b\",\"content\":{\"html\":\"\"}} | slug",
        "{\"slug\":\"a\"} | content",
        "{\"slug\":\"a\",\"content\":{}} | content",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\",\"json\":1}} | content",
        "{\"slug\":\"a\",\"content\":{\"text\":\"\"}} | content.text",
        "{\"slug\":\"a\",\"content\":{\"redirect\":\"//evil\"}} | content.redirect",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"variants\":{\"b\":{\"html\":\"\"}}} |"
            + " experiment",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"maxAge\":-1} | maxAge",
        "{\"slug\":\"a\",\"content\":{\"html\":\"\"},\"color\":1} | color",
      })
  void whatIsWrongIsNamedByItsField(String json, String field) {
    assertThatThrownBy(() -> PageJson.read(json))
        .asInstanceOf(type(WrongFieldException.class))
        .extracting(WrongFieldException::field)
        .isEqualTo(field);
  }

  @Test
  void aContentHasALimit() {
    var long1 = PAGE.replace("<h1>A</h1>", "x".repeat(600_000));

    assertThatThrownBy(() -> PageJson.read(long1)).hasMessageContaining("at most 524288");
  }

  @Test
  void anEditionIsReadAsItWasWrittenAndADamagedOneIsNot() {
    var shown = new Edition.Shown(new ProjectId(3), PageJson.read(PAGE));
    var edition = new Edition(new Slug("summer"), 4, Optional.of(shown));
    var withdrawn = new Edition(new Slug("summer"), 5, Optional.empty());

    assertThat(EditionText.read(EditionText.write(edition))).isEqualTo(edition);
    assertThat(EditionText.read(EditionText.write(withdrawn))).isEqualTo(withdrawn);
    var bytes = EditionText.write(edition);
    for (int at = 0; at < bytes.length; at++) {
      var damaged = bytes.clone();
      damaged[at] ^= 4;
      assertThatThrownBy(() -> EditionText.read(damaged))
          .as("byte %d", at)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
