package dev.forktail.postgres.metric;

import dev.forktail.engine.metric.MetricCatalogContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import dev.forktail.postgres.experiment.PostgresExperimentCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresMetricCatalogIT extends MetricCatalogContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresMetricCatalogIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected Catalogs emptyCatalogs() {
    product.open(database.config());
    return new Catalogs(new PostgresMetricCatalog(product), new PostgresExperimentCatalog(product));
  }

  @AfterEach
  void close() {
    product.close();
  }
}
