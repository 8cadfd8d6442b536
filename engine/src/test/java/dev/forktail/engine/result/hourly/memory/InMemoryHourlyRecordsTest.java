package dev.forktail.engine.result.hourly.memory;

import dev.forktail.engine.result.hourly.HourlyRecords;
import dev.forktail.engine.result.hourly.HourlyRecordsContract;

final class InMemoryHourlyRecordsTest extends HourlyRecordsContract {
  @Override
  protected HourlyRecords emptyRecords() {
    return new InMemoryHourlyRecords();
  }
}
