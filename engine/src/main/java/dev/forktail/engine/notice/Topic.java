package dev.forktail.engine.notice;

import java.util.Locale;

/// What a notice is about.
public enum Topic {
  /// An experiment was paused because a guardrail is harmed.
  ROLLBACK,
  /// What an experiment's results say has become another thing.
  VERDICT,
  /// Somebody has declared a winner.
  DECISION,
  /// Somebody wants to see whether notices arrive.
  TEST;

  /// The word for it in what is sent.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The topic of this word.
  public static Topic of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
