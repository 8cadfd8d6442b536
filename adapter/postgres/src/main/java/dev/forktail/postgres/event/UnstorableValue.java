package dev.forktail.postgres.event;

/// A value that no column can hold. The event is at fault, not the database.
final class UnstorableValue extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnstorableValue(String message) {
    super(message);
  }
}
