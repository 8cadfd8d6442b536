package dev.forktail.postgres.decision;

import dev.forktail.engine.result.decision.DecisionArchive;
import dev.forktail.engine.result.decision.DecisionArchiveContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresDecisionArchiveIT extends DecisionArchiveContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresDecisionArchiveIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected DecisionArchive emptyArchive() {
    product.open(database.config());
    return new PostgresDecisionArchive(product);
  }

  @AfterEach
  void close() {
    product.close();
  }
}
