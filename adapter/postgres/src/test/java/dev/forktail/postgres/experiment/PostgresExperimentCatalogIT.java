package dev.forktail.postgres.experiment;

import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.ExperimentCatalogContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresExperimentCatalogIT extends ExperimentCatalogContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresExperimentCatalogIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected ExperimentCatalog emptyCatalog() {
    product.open(database.config());
    return new PostgresExperimentCatalog(product);
  }

  @AfterEach
  void close() {
    product.close();
  }
}
