package dev.forktail.postgres.page;

import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageCatalogContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresPageCatalogIT extends PageCatalogContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresPageCatalogIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected PageCatalog emptyCatalog() {
    product.open(database.config());
    return new PostgresPageCatalog(product);
  }

  @AfterEach
  void close() {
    product.close();
  }
}
