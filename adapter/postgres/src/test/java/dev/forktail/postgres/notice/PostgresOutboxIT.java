package dev.forktail.postgres.notice;

import dev.forktail.engine.notice.Outbox;
import dev.forktail.engine.notice.OutboxContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresOutboxIT extends OutboxContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresOutboxIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected Outbox emptyOutbox() {
    product.open(database.config());
    return new PostgresOutbox(product);
  }

  @AfterEach
  void close() {
    product.close();
  }
}
