package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts a server on a cluster where none is running. It gets a session of its own, so that Ctrl-C
/// in our terminal does not reach it, and keeps none of our streams open.
record ServerLaunch(
    PostgresBinaries binaries, Privileges privileges, DataFolder folder, ServerSettings settings) {
  private static final Logger log = LoggerFactory.getLogger(ServerLaunch.class);

  private static final Duration BETWEEN_NEWS = Duration.ofSeconds(10);
  private static final int NEWS_MAX = 180;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private static final int PORT_ATTEMPTS = 5;
  private static final Duration DYING_LIMIT = Duration.ofSeconds(10);

  /// Returns when the server takes connections, which after a crash is when it has recovered.
  ///
  /// @param port 0 for a free one
  Postmaster on(int port) {
    for (int attempt = 1; port == 0 && attempt < PORT_ATTEMPTS; attempt++) {
      try {
        return launch(freePort());
      } catch (EmbeddedPostgresException e) {
        if (!isPortTaken(serverLog().tail())) {
          throw e;
        }
        log.info("A free port was taken by another process meanwhile: attempt={}", attempt);
      }
    }
    return launch(port == 0 ? freePort() : port);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("No free port on 127.0.0.1: " + e, e);
    }
  }

  private Postmaster launch(int port) {
    var process = startProcess(port);
    try {
      for (int news = 0; news < NEWS_MAX; news++) {
        if (Patience.until(() -> isReady() || !process.isAlive(), BETWEEN_NEWS)) {
          return Postmaster.find(folder)
              .filter(_ -> process.isAlive())
              .orElseThrow(() -> failure(port));
        }
        log.info("PostgreSQL recovers from a crash: folder={}", folder.cluster());
      }
      throw new EmbeddedPostgresException(
          "PostgreSQL still recovers in %s: start again later%s"
              .formatted(folder.cluster(), serverLog().tail()));
    } catch (EmbeddedPostgresException e) {
      end(process);
      throw e;
    }
  }

  private Process startProcess(int port) {
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(privileges.prefix());
    command.add(binaries.program("postgres").toString());
    command.addAll(List.of("-D", folder.cluster().toString()));
    command.addAll(settings.arguments(binaries, port));
    try {
      return ExternalCommand.builder(folder.root(), command)
          .redirectErrorStream(true)
          .redirectOutput(serverLog().startFile().toFile())
          .start();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot run PostgreSQL: " + e, e);
    }
  }

  private boolean isReady() {
    return Postmaster.find(folder).filter(Postmaster::isReady).isPresent();
  }

  private EmbeddedPostgresException failure(int port) {
    // The server's log collector may write the last words a moment after the server has died.
    Patience.until(() -> serverLog().tail().contains("FATAL"), LAST_WORDS);
    var tail = serverLog().tail();
    if (isPortTaken(tail)) {
      return new EmbeddedPostgresException(
          "Port %d on 127.0.0.1 is taken: give PostgreSQL another one, or 0 for any"
              .formatted(port));
    }
    if (tail.contains("No space left on device")) {
      return new EmbeddedPostgresException(
          "No space for PostgreSQL in %s: free some".formatted(folder.root()));
    }
    return new EmbeddedPostgresException(
        "PostgreSQL did not start in %s; its log ends with:%s".formatted(folder.root(), tail));
  }

  private static boolean isPortTaken(String tail) {
    return tail.contains("Address already in use");
  }

  /// Ends what was launched and no other: it may have failed because another server is running.
  private static void end(Process process) {
    var interrupted = Thread.interrupted();
    process.destroy();
    try {
      if (!process.waitFor(DYING_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerLog serverLog() {
    return new ServerLog(folder.log());
  }
}
