package dev.forktail.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/// What one test leaves on the machine: a folder under the system's temporary one, processes,
/// mounts, proxies. All of it goes when the test ends, also when the test JVM is told to stop.
final class Workshop implements AutoCloseable {
  private final Path folder;
  private final Deque<Runnable> cleanups = new ArrayDeque<>();
  private final Thread hook = Thread.ofPlatform().unstarted(this::cleanUp);

  Workshop(String name) {
    try {
      folder = Files.createTempDirectory("forktail-" + name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Shell.must("chmod", "755", folder.toString());
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Path folder() {
    return folder;
  }

  /// A folder of its own, made now.
  Path folder(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Registers what has to be done in the end, the last first.
  synchronized void atEnd(Runnable cleanup) {
    cleanups.push(cleanup);
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    cleanUp();
  }

  private synchronized void cleanUp() {
    RuntimeException first = null;
    while (!cleanups.isEmpty()) {
      try {
        cleanups.pop().run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    delete(folder);
    if (first != null) {
      throw first;
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (var path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
