package dev.forktail.journal;

/// The power of a [SimulatedDisk] is gone: the process that used it is dead and must do nothing
/// more.
public final class PowerCut extends RuntimeException {
  private static final long serialVersionUID = 1;

  PowerCut(long operation) {
    super("power cut at operation " + operation);
  }
}
