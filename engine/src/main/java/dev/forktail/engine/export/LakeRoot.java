package dev.forktail.engine.export;

import java.nio.file.Path;

/// Where the lake is.
///
/// @param uri such as `file:///var/lib/forktail/lake`, without a slash at its end
public record LakeRoot(String uri) {
  public LakeRoot {
    if (!uri.contains(":/") || uri.endsWith("/")) {
      throw new IllegalArgumentException("Not the address of a lake: " + uri);
    }
  }

  /// A folder of this machine.
  public static LakeRoot of(Path folder) {
    String path = folder.toAbsolutePath().normalize().toString();
    return new LakeRoot("file://" + path);
  }

  /// The folder of a table: its metadata and its data files.
  public String table(TableName table) {
    return uri + "/" + table.text();
  }

  /// The location of a data file called `name`.
  public String dataFile(TableName table, String name) {
    return table(table) + "/data/" + name;
  }

  /// The folder of the tables of facts.
  public String facts() {
    return uri + "/facts";
  }

  /// The path of a location of a lake that is in a folder of this machine.
  public static Path path(String location) {
    if (!location.startsWith("file:///")) {
      throw new IllegalArgumentException("Not a file of this machine: " + location);
    }
    return Path.of(location.substring("file://".length()));
  }
}
