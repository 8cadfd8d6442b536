package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class ProductDatabaseIT {
  private final TestDatabase database;

  ProductDatabaseIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void untilItIsOpenItSaysSoAtOnceAndCanBeOpenedLater() {
    var nowhere = PostgresConfig.standard("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
    try (var product = new ProductDatabase()) {
      assertThatThrownBy(() -> product.call("ask", _ -> 1))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("not open yet");
      assertThatThrownBy(() -> product.open(nowhere))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("Cannot reach the product database");
      assertThat(product.reach()).isInstanceOf(Reach.Away.class);

      product.open(database.config());
      product.open(database.config());

      assertThat(product.reach()).isInstanceOf(Reach.Answers.class);
      assertThat(database.column("SELECT version FROM definitions")).containsExactly("1");
    }
  }

  @Test
  void eventsAndProductsDoNotShareADatabase() {
    database.database();
    try (var product = new ProductDatabase()) {
      assertThatThrownBy(() -> product.open(database.config()))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("holds tables of something else");
    }
  }

  @Test
  void aDatabaseOfProductsTakesNoEvents() {
    try (var product = new ProductDatabase()) {
      product.open(database.config());
    }
    assertThatThrownBy(database::database)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("holds tables of something else");
  }
}
