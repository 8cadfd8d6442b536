package dev.forktail.duckdb.process;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.jar.JarEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// DuckDB's native library (70 MB), unpacked once for all servers of a user instead of by each
/// child for itself.
final class NativeCode {
  private static final Logger log = LoggerFactory.getLogger(NativeCode.class);
  private static final long UNKNOWN = -1;

  private NativeCode() {}

  /// The folder in which the library is: one of this version's own below `cache`, or `own` where
  /// nothing can be written there. On a system for which the driver has no such file it is empty:
  /// the driver then finds its own way, or says that there is none.
  ///
  /// @param own of nobody else
  static Path unpacked(Path cache, Path own) throws IOException {
    String platform = system() + "_" + architecture();
    var resource = org.duckdb.DuckDBDriver.class.getResource("/libduckdb_java.so_" + platform);
    if (resource == null) {
      return own;
    }
    var packed = packed(resource);
    if (packed != null) {
      try {
        var folder = cache.resolve("duckdb-%s-%08x".formatted(platform, packed.getCrc()));
        unpack(resource, folder, packed.getSize());
        return folder;
      } catch (IOException e) {
        log.info("DuckDB is not kept for the next start: {}", e.toString());
      }
    }
    unpack(resource, own, packed == null ? UNKNOWN : packed.getSize());
    return own;
  }

  private static @Nullable JarEntry packed(URL resource) throws IOException {
    return resource.openConnection() instanceof JarURLConnection jar ? jar.getJarEntry() : null;
  }

  /// Does nothing when it is there. Whoever else wants it meanwhile waits.
  private static synchronized void unpack(URL resource, Path folder, long size) throws IOException {
    var library = folder.resolve(System.mapLibraryName("duckdb_java"));
    if (isWhole(library, size)) {
      return;
    }
    Files.createDirectories(folder);
    var unfinished = folder.resolve("unfinished");
    try (var channel =
            FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      // Another process may have unpacked it while this one waited.
      if (!isWhole(library, size)) {
        copy(resource, channel);
        Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static boolean isWhole(Path library, long size) throws IOException {
    return Files.exists(library) && Files.size(library) == size;
  }

  private static void copy(URL resource, FileChannel channel) throws IOException {
    channel.truncate(0);
    try (var in = resource.openStream()) {
      in.transferTo(Channels.newOutputStream(channel));
    }
    channel.force(true);
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "macos";
    }
    return name.contains("windows") ? "windows" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return name.equals("x86_64") || name.equals("amd64") ? "amd64" : "arm64";
  }
}
