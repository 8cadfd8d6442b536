package dev.forktail.app.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.app.settings.SettingsException;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.export.PropertySource;
import dev.forktail.engine.export.memory.InMemoryPromotedProperties;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PromotedSettingTest {
  private static final String KEY = "lake.promoted";
  private static final PropertyDeclaration PRICE =
      PropertyDeclaration.of("price", "double", "$.properties.price");
  private static final PropertyDeclaration WIDTH =
      PropertyDeclaration.of("width", "long", "$.context.\"screen width\"");

  @Test
  void declarationsAreSeparatedByCommas() {
    var setting =
        PromotedSetting.of(
            KEY, "price double $.properties.price, width  long $.context.\"screen width\"");

    assertThat(setting.declarations()).containsExactly(PRICE, WIDTH);
    assertThat(PromotedSetting.of(KEY, "").declarations()).isEmpty();
  }

  @Test
  void aPropertyCanBeThatOfTheEventsOfOneName() {
    var setting =
        PromotedSetting.of(KEY, "cost double $.properties.\"cost of it\" of Order of the Day");

    assertThat(setting.declarations())
        .containsExactly(
            PropertyDeclaration.of(
                "cost",
                "double",
                new PropertySource(
                    "$.properties.\"cost of it\"", Optional.of("Order of the Day"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price double | Write name, type and path",
        "Price double $.properties.price | A name has",
        "price money $.properties.price | The type is",
        "price double price | A path is"
      })
  void aDeclarationThatIsWrongNamesTheSettingAndWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> PromotedSetting.of(KEY, text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("'lake.promoted'")
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining(message);
  }

  @Test
  void oneThatCannotBeAColumnKeepsNoOtherFromBeingOne() {
    var properties = new InMemoryPromotedProperties();
    properties.declare(PropertyDeclaration.of("price", "long", "$.properties.price"));

    PromotedSetting.of(KEY, "price double $.properties.price,market string $.context.market")
        .declareIn(properties);

    assertThat(properties.schema().promoted())
        .extracting(promoted -> promoted.column().name())
        .containsExactly("price", "market");
  }
}
