package dev.forktail.engine.ingest;

/// What an acknowledgement promises. Sent with each one as the header `Forktail-Durability`.
public enum Durability {
  /// In this process only: a graceful stop loses nothing, a killed process loses what waits.
  MEMORY("memory"),
  /// On the disk of this machine: survives kill -9, a crash of the system, power loss.
  FSYNC("fsync");

  private final String headerValue;

  Durability(String headerValue) {
    this.headerValue = headerValue;
  }

  public String headerValue() {
    return headerValue;
  }
}
