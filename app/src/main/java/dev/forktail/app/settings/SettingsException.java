package dev.forktail.app.settings;

/// A setting that nobody asks for or that has a value it must not have. The message is one line
/// that names the key and says what to do.
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
