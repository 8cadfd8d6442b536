package dev.forktail.app;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;
import java.util.Properties;

/// The keys of the last time that the event database answered, in the data folder, so that a server
/// can take events although its database is away when it starts. Keys are in it as hashes only.
final class KeyFile {
  private static final String DATABASE = "database";
  private static final String PROJECT = "project.";
  private static final String KEY = "key.";

  private final Path file;
  private final String database;

  /// @param database says which database the keys are of; kept as a hash, since a URL may hold a
  ///   password
  KeyFile(Path folder, String database) {
    this.file = in(folder);
    this.database = KeyHash.of(database).hex();
  }

  /// What was kept in `file`, of whatever database.
  ///
  /// @throws IOException when the file cannot be read or is damaged
  static KnownKeys read(Path file) throws IOException {
    return new KeyFile(file, "").known(PrivateFile.read(file));
  }

  /// Where the keys are kept in a data folder.
  static Path in(Path folder) {
    return folder.resolve("keys.properties");
  }

  /// What was kept of this database; empty when nothing was.
  ///
  /// @throws IOException when the file cannot be read or is damaged
  Optional<KnownKeys> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var properties = PrivateFile.read(file);
    return properties.getProperty(DATABASE, "").equals(database)
        ? Optional.of(known(properties))
        : Optional.empty();
  }

  /// Keeps `known` in the place of what was kept.
  void write(KnownKeys known) throws IOException {
    var properties = new Properties();
    properties.setProperty(DATABASE, database);
    for (var project : known.projects()) {
      properties.setProperty(PROJECT + project.id().value(), project.name());
    }
    known.keys().forEach((hash, access) -> properties.setProperty(KEY + hash.hex(), text(access)));
    PrivateFile.write(file, properties, "What opens this server while its database is away");
  }

  private static String text(Access access) {
    return access.project().value() + " " + access.role() + " " + access.source();
  }

  private KnownKeys known(Properties properties) throws IOException {
    var projects = new ArrayList<Project>();
    var keys = new HashMap<KeyHash, Access>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name);
      try {
        if (name.startsWith(PROJECT)) {
          int id = Integer.parseInt(name.substring(PROJECT.length()));
          projects.add(new Project(new ProjectId(id), value));
        } else if (name.startsWith(KEY)) {
          keys.put(new KeyHash(name.substring(KEY.length())), access(value));
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(file + " is damaged at " + name, e);
      }
    }
    projects.sort(Comparator.comparingInt(project -> project.id().value()));
    return new KnownKeys(projects, keys);
  }

  private static Access access(String text) {
    String[] parts = text.split(" ", 3);
    if (parts.length < 3) {
      throw new IllegalArgumentException("A key needs project, role and source");
    }
    var project = new ProjectId(Integer.parseInt(parts[0]));
    return new Access(project, KeyRole.valueOf(parts[1]), parts[2]);
  }
}
