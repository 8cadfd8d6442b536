package dev.forktail.engine.notice;

/// One notice on its way to one channel.
///
/// @param attempt the number of this try: 1 for the first
public record Delivery(Notice notice, String channel, int attempt) {
  public Delivery {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be at least 1: " + attempt);
    }
  }
}
