package dev.forktail.web.http;

/// The server could not start; the message is one sentence that says what to do.
public final class WebServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WebServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
