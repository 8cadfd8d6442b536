package dev.forktail.postgres.export;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeCatalogContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresLakeCatalogIT extends LakeCatalogContract {
  private final TestDatabase database;

  PostgresLakeCatalogIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected LakeCatalog catalog() {
    return new PostgresLakeCatalog(database.database());
  }

  @Override
  protected long takeOver() {
    return new PostgresStagedFiles(database.database()).takeOver();
  }
}
