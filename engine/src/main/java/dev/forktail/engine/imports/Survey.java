package dev.forktail.engine.imports;

import java.util.List;

/// What the rows of a file have become.
public record Survey(List<Day> days, List<Refused> refused) {
  public Survey {
    days = List.copyOf(days);
    refused = List.copyOf(refused);
  }

  /// The events of one day of UTC.
  ///
  /// @param day since 1970
  /// @param bytes what they take in memory, about
  public record Day(int day, long events, long bytes) {}

  /// Rows that cannot become events.
  ///
  /// @param first the number of the first of them
  public record Refused(Fault fault, long rows, long first) {}

  public long events() {
    return days.stream().mapToLong(Day::events).sum();
  }

  public long refusedRows() {
    return refused.stream().mapToLong(Refused::rows).sum();
  }
}
