package dev.forktail.web.http;

import java.time.Duration;

/// How the HTTP server listens.
///
/// @param host the address to bind
/// @param port the port to bind; 0 takes any free one
/// @param eventLoops threads that read, parse and answer
/// @param connectionsMax open connections; a further one is closed at once
/// @param pagesMax pages and API calls under way at once; a further one is answered 503
/// @param headTimeout from the first byte of a request to the end of its headers
/// @param requestTimeout from the headers to the end of the body
/// @param idleTimeout how long a connection may stay open between requests
public record WebConfig(
    String host,
    int port,
    int eventLoops,
    int connectionsMax,
    int pagesMax,
    Duration headTimeout,
    Duration requestTimeout,
    Duration idleTimeout) {

  public WebConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be in 0..65535: " + port);
    }
    requirePositive("eventLoops", eventLoops);
    requirePositive("connectionsMax", connectionsMax);
    requirePositive("pagesMax", pagesMax);
    requirePositive("headTimeout", headTimeout.toMillis());
    requirePositive("requestTimeout", requestTimeout.toMillis());
    requirePositive("idleTimeout", idleTimeout.toMillis());
  }

  /// On `host` and `port` with one event loop per processor, 10,000 connections, 64 pages at once,
  /// 5 s for the headers, 30 s for a request, 60 s idle.
  public static WebConfig on(String host, int port, int processors) {
    return new WebConfig(
        host,
        port,
        processors,
        10_000,
        64,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60));
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }
}
