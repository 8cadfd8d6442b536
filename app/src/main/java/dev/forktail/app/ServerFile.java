package dev.forktail.app;

import dev.forktail.postgres.PostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/// How other commands on this machine find the database of a running server: written when the
/// server is ready, removed when it stops, readable by its owner only. One that was killed leaves
/// its file behind: ask whether it [#isRunning].
///
/// @param data the server's data folder
/// @param pid the server's process
public record ServerFile(Path data, String jdbcUrl, String user, String password, long pid) {
  private static final String SERVERS = ".cache/forktail/servers";
  private static final String ENDING = ".properties";

  /// Where the server that listens on `port` leaves its file; `home` is the user's home folder.
  public static Path forPort(Path home, int port) {
    return home.resolve(SERVERS).resolve(port + ENDING);
  }

  /// Where the server that keeps its data in `data` leaves the same content.
  public static Path inData(Path data) {
    return data.resolve("server.properties");
  }

  /// Where that server leaves how its product database is found.
  public static Path ofProduct(Path data) {
    return data.resolve("product.properties");
  }

  /// Deletes what servers that were killed have left below `home`.
  public static void sweep(Path home) throws IOException {
    Path folder = home.resolve(SERVERS);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(found -> found.toString().endsWith(ENDING)).toList()) {
        deleteIfLeftBehind(file);
      }
    }
  }

  private static void deleteIfLeftBehind(Path file) throws IOException {
    try {
      if (!read(file).isRunning()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException _) {
      // Its server has just stopped.
    }
  }

  /// What `file` says.
  ///
  /// @throws IOException when it cannot be read or is not such a file
  public static ServerFile read(Path file) throws IOException {
    var properties = PrivateFile.read(file);
    return new ServerFile(
        Path.of(value(properties, "data", file)),
        value(properties, "jdbcUrl", file),
        value(properties, "user", file),
        value(properties, "password", file),
        pid(value(properties, "pid", file), file));
  }

  /// Whether the server that wrote this still runs.
  public boolean isRunning() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /// How to reach the server's database.
  public PostgresConfig database() {
    return PostgresConfig.standard(jdbcUrl, user, password);
  }

  /// Puts this into `file`, whole or not at all; nobody but the owner can ever read it.
  public void write(Path file) throws IOException {
    var properties = new Properties();
    properties.setProperty("data", data.toString());
    properties.setProperty("jdbcUrl", jdbcUrl);
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("pid", Long.toString(pid));
    PrivateFile.write(file, properties, "A running Forktail server");
  }

  /// Without the password.
  @Override
  public String toString() {
    return "ServerFile[data="
        + data
        + ", jdbcUrl="
        + jdbcUrl
        + ", user="
        + user
        + ", pid="
        + pid
        + "]";
  }

  private static String value(Properties properties, String key, Path file) throws IOException {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IOException("No " + key + " in " + file);
    }
    return value;
  }

  private static long pid(String text, Path file) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("The pid in " + file + " is no number: " + text, e);
    }
  }
}
