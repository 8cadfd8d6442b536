package dev.forktail.app;

import dev.forktail.app.settings.Settings;
import dev.forktail.app.settings.SettingsSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/// A whole server in this process, with the demo's keys, without the demo's traffic, on a free port
/// and in a new folder, which goes with it.
final class DemoServer implements AutoCloseable {
  private final Path folder;
  private final Server server;

  private DemoServer(Path folder, Server server) {
    this.folder = folder;
    this.server = server;
  }

  static DemoServer start() throws IOException {
    return start(Map.of());
  }

  /// One in whose database is only what the test sends.
  static DemoServer startWithoutCanary() throws IOException {
    return start(Map.of("canary.every", "0s"));
  }

  private static DemoServer start(Map<String, String> more) throws IOException {
    var passable = PosixFilePermissions.fromString("rwx--x--x");
    var folder =
        Files.createTempDirectory("forktail-it", PosixFilePermissions.asFileAttribute(passable));
    var settings = new HashMap<>(more);
    settings.put("data.folder", folder.resolve("data").toString());
    settings.put("product.url", "none");
    settings.put("server.port", "0");
    settings.put("demo.rate", "0");
    var config =
        ServerConfig.of(new Settings(SettingsSources.of(null, Map.of(), settings)), true, 2);
    return new DemoServer(
        folder, Server.start(config, Path.of(System.getProperty("user.home")), Seams.closed()));
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  Path data() {
    return folder.resolve("data");
  }

  Connection connect() throws IOException, SQLException {
    var file = ServerFile.read(ServerFile.inData(data()));
    return DriverManager.getConnection(file.jdbcUrl(), file.user(), file.password());
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
