package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.LakeFolder;
import dev.forktail.engine.export.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Names of files, of which some may be gone.
public final class InMemoryLakeFolder implements LakeFolder {
  private final Map<String, Instant> files = new ConcurrentHashMap<>();

  /// There is a file at `location` from now on.
  public void write(String location, Instant written) {
    files.put(location, written);
  }

  /// Whether there is a file at `location`.
  public boolean has(String location) {
    return files.containsKey(location);
  }

  /// Where there are files.
  public List<String> locations() {
    return files.keySet().stream().sorted().toList();
  }

  @Override
  public List<StoredFile> writtenBefore(TableName table, Instant moment) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().contains("/" + table.text() + "/"))
        .filter(file -> file.getValue().isBefore(moment))
        .map(file -> new StoredFile(file.getKey(), 1, file.getValue()))
        .toList();
  }

  @Override
  public void delete(String location) {
    files.remove(location);
  }
}
