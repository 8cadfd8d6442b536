package dev.forktail.engine.imports;

import java.util.ArrayList;
import java.util.List;

/// Cuts an import into parts: days that follow each other as long as they can be sorted in memory,
/// a larger day in several parts, refused rows in a few hundred.
final class PartPlan {
  private static final int LETTERS_MAX = 250;

  /// Each day is a file, and a part has to be written within minutes.
  private static final int DAYS_MAX = 200;

  private final List<ImportPart> parts = new ArrayList<>();
  private final long bytesMax;

  private PartPlan(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  static List<ImportPart> of(Survey survey, long bytesMax) {
    var plan = new PartPlan(bytesMax);
    plan.addLetters(Math.toIntExact(survey.refusedRows()));
    plan.addDays(survey.days());
    return List.copyOf(plan.parts);
  }

  private void addLetters(int rows) {
    for (int first = 0; first < rows; first += LETTERS_MAX) {
      int size = Math.min(LETTERS_MAX, rows - first);
      parts.add(new ImportPart.Letters(parts.size(), first, size));
    }
  }

  private void addDays(List<Survey.Day> days) {
    int next = 0;
    while (next < days.size()) {
      int end = next + 1;
      long bytes = days.get(next).bytes();
      while (end < days.size()
          && end - next < DAYS_MAX
          && bytes + days.get(end).bytes() <= bytesMax) {
        bytes += days.get(end).bytes();
        end++;
      }
      addDays(days.get(next).day(), days.get(end - 1).day(), bytes);
      next = end;
    }
  }

  private void addDays(int first, int last, long bytes) {
    int buckets = first == last ? Math.toIntExact(Math.ceilDiv(bytes, bytesMax)) : 1;
    for (int bucket = 0; bucket < buckets; bucket++) {
      parts.add(new ImportPart.Events(parts.size(), first, last, bucket, buckets));
    }
  }
}
