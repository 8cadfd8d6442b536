package dev.forktail.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.PromotedProperties.Answer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every list of promoted properties keeps to.
public abstract class PromotedPropertiesContract {
  private static final PropertyDeclaration PRICE =
      PropertyDeclaration.of("price", "double", "$.properties.price");
  private static final PropertyDeclaration MARKET =
      PropertyDeclaration.of("market", "string", "$.context.market");

  /// An empty list; the same at each call.
  protected abstract PromotedProperties properties();

  @Test
  void eachPropertyGetsAFieldIdOfItsOwn() {
    assertThat(properties().schema().promoted()).isEmpty();

    assertThat(properties().declare(PRICE)).isEqualTo(new Answer.Declared(PRICE.column(1_000)));
    assertThat(properties().declare(MARKET)).isEqualTo(new Answer.Declared(MARKET.column(1_001)));

    assertThat(properties().schema().promoted())
        .containsExactly(PRICE.column(1_000), MARKET.column(1_001));
  }

  @Test
  void declaringAgainChangesNothing() {
    properties().declare(PRICE);

    assertThat(properties().declare(PRICE)).isEqualTo(new Answer.Known(PRICE.column(1_000)));
    assertThat(properties().schema().promoted()).containsExactly(PRICE.column(1_000));
  }

  @Test
  void neitherTypeNorPathOfAColumnEverChange() {
    properties().declare(PRICE);

    assertThat(properties().declare(PropertyDeclaration.of("price", "long", PRICE.source())))
        .isEqualTo(
            new Answer.Refused(
                Optional.of("type"),
                "The column price has the type double, which never changes: choose another name."));
    assertThat(properties().declare(PropertyDeclaration.of("price", "double", "$.price")))
        .isEqualTo(
            new Answer.Refused(
                Optional.of("path"),
                "The column price has the path $.properties.price, which never changes: choose"
                    + " another name."));
    assertThat(properties().declare(ofOrders())).isInstanceOf(Answer.Refused.class);
    assertThat(properties().schema().promoted()).containsExactly(PRICE.column(1_000));
  }

  @Test
  void aPropertyCanBeThatOfTheEventsOfOneName() {
    assertThat(properties().declare(ofOrders()))
        .isEqualTo(new Answer.Declared(ofOrders().column(1_000)));

    assertThat(properties().declare(ofOrders()))
        .isEqualTo(new Answer.Known(ofOrders().column(1_000)));
    assertThat(properties().declare(PRICE)).isInstanceOf(Answer.Refused.class);
    assertThat(properties().schema().promoted()).containsExactly(ofOrders().column(1_000));
  }

  private static PropertyDeclaration ofOrders() {
    var source = new PropertySource(PRICE.source().path(), Optional.of("Order Completed"));
    return PropertyDeclaration.of("price", "double", source);
  }

  @Test
  void thereIsAnEndToColumns() {
    IntStream.range(0, PromotedProperties.COLUMNS_MAX)
        .mapToObj(i -> PropertyDeclaration.of("size_" + i, "long", "$.properties.size"))
        .forEach(properties()::declare);

    assertThat(properties().declare(PRICE))
        .isEqualTo(
            new Answer.Refused(
                Optional.empty(),
                "There are 100 columns of properties, which are all there can be."));
    assertThat(properties().schema().promoted()).hasSize(PromotedProperties.COLUMNS_MAX);
  }
}
