package dev.forktail.lake;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.facts.FactFile;
import dev.forktail.engine.facts.FactLake;
import dev.forktail.engine.facts.FactPointers;
import dev.forktail.engine.facts.FactRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;

/// Facts as Iceberg tables, format 2: each state is a table of its own with one snapshot, one file
/// and the columns of that moment, and one pointer says which is current.
public final class IcebergFacts implements FactLake {
  private final LakeRoot root;
  private final FactPointers pointers;
  private final Supplier<UUID> ids;
  private final FileIO files = new LocalFiles();

  /// @param ids new at each call, for names of files
  public IcebergFacts(LakeRoot root, FactPointers pointers, Supplier<UUID> ids) {
    this.root = root;
    this.pointers = pointers;
    this.ids = ids;
  }

  @Override
  public void replace(FactRows table, FactFile file) {
    tell("replace " + table.qualified(), () -> pointers.put(table.name(), written(table, file)));
  }

  private String written(FactRows table, FactFile file) {
    var state = new FactState(table, root.facts() + "/" + table.name(), files);
    state.add(file);
    String location =
        state.current().location() + "/metadata/00000-" + ids.get() + ".gz.metadata.json";
    TableMetadataParser.write(state.current(), files.newOutputFile(location));
    return location;
  }

  @Override
  public void keepOnly(Set<String> names) {
    tell(
        "forget facts",
        () ->
            pointers.all().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(pointers::remove));
  }

  @Override
  public int sweep(Instant moment) {
    var deleted = new int[1];
    tell("delete former facts", () -> deleted[0] = delete(moment));
    return deleted[0];
  }

  /// What is old is looked for first: what becomes current meanwhile is young.
  private int delete(Instant moment) {
    var old = writtenBefore(moment);
    if (old.isEmpty()) {
      return 0;
    }
    var current = new HashSet<String>();
    for (var location : pointers.all().values()) {
      current.addAll(Snapshots.files(TableMetadataParser.read(files, location), files));
    }
    var orphans = old.stream().filter(location -> !current.contains(location)).toList();
    orphans.forEach(files::deleteFile);
    return orphans.size();
  }

  private Set<String> writtenBefore(Instant moment) {
    Path folder = LakeRoot.path(root.facts());
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      var old = new HashSet<String>();
      paths
          .filter(path -> isWrittenBefore(path, moment))
          .forEach(path -> old.add("file://" + path));
      return old;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files below " + folder, e);
    }
  }

  private static boolean isWrittenBefore(Path path, Instant moment) {
    try {
      return Files.isRegularFile(path)
          && Files.getLastModifiedTime(path).toInstant().isBefore(moment);
    } catch (NoSuchFileException _) { // it has just been deleted
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(String cannot, Runnable work) {
    try {
      work.run();
    } catch (StoreException e) {
      throw new LakeException.Unavailable("Cannot %s: %s".formatted(cannot, e.reason()), e);
    } catch (RuntimeException e) {
      throw new LakeException.Unavailable("Cannot %s: %s".formatted(cannot, e), e);
    }
  }
}
