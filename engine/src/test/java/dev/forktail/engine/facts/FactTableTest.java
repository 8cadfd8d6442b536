package dev.forktail.engine.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class FactTableTest {

  @Test
  void isNamedWithItsSchemaOrWithout() {
    assertThat(FactTable.named("products"))
        .isEqualTo(new FactTable("products", "", "products", false))
        .hasToString("products");
    assertThat(FactTable.named("shop.orders"))
        .isEqualTo(new FactTable("orders", "shop", "orders", false))
        .hasToString("shop.orders");
  }

  @Test
  void aNameThatStatementsWouldHaveToQuoteIsRefused() {
    for (var name :
        new String[] {"", "Products", "a b", "shop.", ".orders", "a.b.c", "x;y", "events"}) {
      assertThatThrownBy(() -> FactTable.named(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
