package dev.forktail.engine.context;

import java.net.InetAddress;

/// Knows where addresses are.
///
/// - **Threads.** Safe for concurrent use.
@FunctionalInterface
public interface Places {
  /// One that knows no address.
  Places NONE = _ -> Place.UNKNOWN;

  /// Where `address` is, as far as it is known.
  Place find(InetAddress address);
}
