package dev.forktail.postgres;

import dev.forktail.engine.event.StoreException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// The versions of the schema, applied in order and each once.
final class Migrations {
  private Migrations() {}

  static void run(DataSource database) {
    try {
      Flyway.configure()
          .dataSource(database)
          .locations("classpath:dev/forktail/postgres/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreException.Unavailable(
          "Cannot bring the schema of the event database up to date: " + e.getMessage(), e);
    }
  }
}
