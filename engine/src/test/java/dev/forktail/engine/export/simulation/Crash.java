package dev.forktail.engine.export.simulation;

/// The process is killed here.
final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Crash() {
    super("killed");
  }
}
