package dev.forktail.app.load;

import java.io.IOException;

/// The server does not accept the key: there is no point in going on.
final class KeyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  KeyRefusedException(int status) {
    super("The server refused the key: HTTP " + status);
  }
}
