package dev.forktail.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The system's Redis, on a free port, for the tests of one class.
final class RedisServer implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/redis-server");
  private static final int TRIES = 200;

  private final int port = freePort();
  private @Nullable Process process;

  /// Whether there is one on this machine; if not, says so.
  static boolean isHere() {
    if (Files.isExecutable(PROGRAM)) {
      return true;
    }
    var line = "cannot run here: Redis: no " + PROGRAM + " (Debian: redis-server)\n";
    try {
      Files.writeString(
          Path.of("target", "cannot-run-here.txt"),
          line,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return false;
  }

  static RedisServer started() {
    var server = new RedisServer();
    server.start();
    return server;
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  long pid() {
    var running = process;
    return running == null ? 0 : running.pid();
  }

  void start() {
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      PROGRAM.toString(),
                      "--port",
                      Integer.toString(port),
                      "--bind",
                      "127.0.0.1",
                      "--save",
                      "",
                      "--appendonly",
                      "no"))
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void await() throws InterruptedException {
    for (int turn = 0; turn < TRIES; turn++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException _) { // not yet
        TimeUnit.MILLISECONDS.sleep(25);
      }
    }
    throw new IllegalStateException("Redis did not start");
  }

  void stop() {
    var running = process;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
      process = null;
    }
  }

  @Override
  public void close() {
    stop();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
