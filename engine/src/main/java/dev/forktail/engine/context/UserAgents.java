package dev.forktail.engine.context;

/// Reads user-agent strings.
///
/// - **Cost.** A millisecond for one that was never seen: keep answers.
/// - **Threads.** Safe for concurrent use.
@FunctionalInterface
public interface UserAgents {
  /// What `userAgent` says; whatever it does not say is absent.
  Agent read(String userAgent);
}
