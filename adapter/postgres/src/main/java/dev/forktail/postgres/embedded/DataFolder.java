package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of one server: `cluster` with the data and the password, `log` beside it.
record DataFolder(Path root) {

  static DataFolder of(Path root) {
    try {
      Files.createDirectories(root);
      return new DataFolder(root.toRealPath());
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot use %s as data folder: %s".formatted(root, e), e);
    }
  }

  Path cluster() {
    return root.resolve("cluster");
  }

  /// The password of the superuser. It lies in the cluster so that neither exists without the
  /// other.
  Path password() {
    return cluster().resolve("forktail.password");
  }

  Path log() {
    return root.resolve("log");
  }

  /// Marks the processes of this folder's server among all others.
  String clusterName() {
    return "forktail-" + Sha256.shortHex(root.toString());
  }

  String readPassword() {
    try {
      return Files.readString(password()).strip();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The password of the database is not readable: put the file %s back"
              .formatted(password()),
          e);
    }
  }
}
