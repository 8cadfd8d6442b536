package dev.forktail.postgres.result;

import dev.forktail.engine.result.hourly.HourlyRecords;
import dev.forktail.engine.result.hourly.HourlyRecordsContract;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresHourlyRecordsIT extends HourlyRecordsContract {
  private final TestDatabase database;

  PostgresHourlyRecordsIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected HourlyRecords emptyRecords() {
    return new PostgresHourlyRecords(database.database());
  }
}
