package dev.forktail.web.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.live.LiveSource;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.http.WebConfig;
import dev.forktail.web.http.WebServer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;

/// The live page with made-up numbers, to look at it while one works on it. Arguments: the port,
/// and `untouched`, `busy`, `away` or `paused`.
final class LivePreview implements AutoCloseable {
  static final ProjectId PROJECT = new ProjectId(1);
  static final String READ_KEY = "read-key-of-the-preview";

  private final LiveHub hub;
  private final Pages pages = new Pages(16);
  private final WebServer server;

  LivePreview(int port, LiveSource source, LiveAccess access, int viewersMax) {
    var keys = new KeyRing();
    keys.replace(
        Map.of(
            KeyHash.of(READ_KEY),
            new Access(PROJECT, KeyRole.READ, "reader"),
            KeyHash.of("write-key"),
            new Access(PROJECT, KeyRole.WRITE, "shop")));
    hub =
        new LiveHub(
            source, System::nanoTime, Executors.newVirtualThreadPerTaskExecutor(), viewersMax);
    var routes = new Routes();
    var gate = Gate.of(access, keys, new SecureRandom(), InstantSource.system());
    new LiveRoutes(hub, pages, gate).addTo(routes);
    hub.start();
    server = WebServer.open(WebConfig.on("127.0.0.1", port, 2), routes, System::nanoTime);
  }

  static LiveAccess open() {
    return new LiveAccess.Open(PROJECT, "demo");
  }

  int port() {
    return server.port();
  }

  LiveHub hub() {
    return hub;
  }

  @Override
  public void close() {
    hub.close();
    server.close();
    pages.close();
  }

  public static void main(String[] arguments) throws InterruptedException {
    var clock = InstantSource.system();
    LiveSource source =
        switch (arguments[1]) {
          case "untouched" -> _ -> LiveStates.untouched(clock.instant());
          case "busy" -> _ -> LiveStates.busy(clock.instant());
          case "paused" -> _ -> LiveStates.exportPaused(clock.instant());
          case "away" -> _ -> LiveStates.databaseAway(clock.instant());
          default -> throw new IllegalArgumentException("No such state: " + arguments[1]);
        };
    try (var _ = new LivePreview(Integer.parseInt(arguments[0]), source, open(), 100)) {
      Thread.currentThread().join();
    }
  }
}
