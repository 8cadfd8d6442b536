package dev.forktail.engine.metric.trial;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Which of the names that there are somebody may have meant.
final class NearestNames {
  private static final int SHOWN_MAX = 3;

  private NearestNames() {}

  /// Those of `known` that differ from `wanted` by little, the nearest first; if none does, the
  /// first ones.
  static List<String> of(String wanted, List<String> known) {
    var plain = plain(wanted);
    int differenceMax = Math.max(2, plain.length() / 2);
    var near =
        known.stream()
            .filter(name -> difference(plain, plain(name)) <= differenceMax)
            .sorted(Comparator.comparingInt(name -> difference(plain, plain(name))))
            .limit(SHOWN_MAX)
            .toList();
    return near.isEmpty() ? known.stream().limit(SHOWN_MAX).toList() : near;
  }

  /// Without what people write in one way or another: `order_completed`, `Order Completed`.
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /// How many characters have to be added, taken away or replaced (Levenshtein 1966).
  private static int difference(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
