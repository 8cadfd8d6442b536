package dev.forktail.engine.live;

/// A place on the way of a canary, in the order in which it passes them.
public enum CanaryStage {
  ACKNOWLEDGED("acknowledged"),
  /// In the open slice and in the rollups, which change in one transaction.
  STORED("stored"),
  SEALED("sealed"),
  STAGED("staged"),
  /// In every table of the lake.
  LAKE("lake"),
  /// In the answer to a statement.
  ASKED("asked");

  private final String text;

  CanaryStage(String text) {
    this.text = text;
  }

  /// Its name in metrics and answers.
  public String text() {
    return text;
  }

  /// Whether a canary gets here only while the export does its steps.
  boolean needsExport() {
    return this == STAGED || this == LAKE;
  }
}
