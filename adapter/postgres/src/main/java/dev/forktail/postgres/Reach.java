package dev.forktail.postgres;

import dev.forktail.engine.event.StoreException;

/// What became of asking for a connection.
public sealed interface Reach {
  /// There is one.
  record Answers() implements Reach {}

  /// Nobody answers, or not yet.
  record Away(StoreException.Unavailable failure) implements Reach {}

  /// It will not have us until a person has changed something: a wrong password, no such database.
  record Denied(StoreException.Unavailable failure) implements Reach {}
}
