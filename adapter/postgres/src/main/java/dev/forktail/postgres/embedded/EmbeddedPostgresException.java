package dev.forktail.postgres.embedded;

import org.jspecify.annotations.Nullable;

/// The embedded server cannot be had. The message is one sentence that says what to do, followed by
/// the last lines of the server's log where they help. Nothing that was stored is lost by it.
public final class EmbeddedPostgresException extends RuntimeException {
  private static final long serialVersionUID = 1;

  EmbeddedPostgresException(String message) {
    this(message, null);
  }

  EmbeddedPostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
