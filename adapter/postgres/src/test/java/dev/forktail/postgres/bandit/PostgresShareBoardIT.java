package dev.forktail.postgres.bandit;

import dev.forktail.engine.result.bandit.ShareBoard;
import dev.forktail.engine.result.bandit.ShareBoardContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresShareBoardIT extends ShareBoardContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresShareBoardIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected ShareBoard emptyBoard() {
    product.open(database.config());
    return new PostgresShareBoard(product);
  }

  @AfterEach
  void close() {
    product.close();
  }
}
