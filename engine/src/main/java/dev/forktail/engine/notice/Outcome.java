package dev.forktail.engine.notice;

import java.time.Instant;

/// What became of a delivery.
public sealed interface Outcome {
  /// When it was tried.
  Instant at();

  /// What there is to say about it.
  String text();

  /// It is there.
  record Delivered(Instant at, String text) implements Outcome {}

  /// It is tried again.
  ///
  /// @param next not before
  record Failed(Instant at, String text, Instant next) implements Outcome {}

  /// It is not tried again.
  record GivenUp(Instant at, String text) implements Outcome {}
}
