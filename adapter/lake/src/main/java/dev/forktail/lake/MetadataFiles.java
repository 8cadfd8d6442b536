package dev.forktail.lake;

import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files in the folder of a table, by their names alone.
record MetadataFiles(LakeRoot root, TableName table) {
  /// The number of a version, then what tells it from others that were made of the same one.
  private static final Pattern METADATA =
      Pattern.compile("([0-9]{5,9})-[0-9a-f-]+(\\.gz)?\\.metadata\\.json");

  /// The locations of the metadata files, those with the highest number first; those with the same
  /// number together.
  List<List<String>> newestFirst() {
    var byNumber = new TreeMap<Integer, List<String>>();
    for (var location : locations("metadata", _ -> true)) {
      var name = METADATA.matcher(location.substring(location.lastIndexOf('/') + 1));
      if (name.matches()) {
        byNumber
            .computeIfAbsent(Integer.valueOf(name.group(1)), _ -> new ArrayList<>())
            .add(location);
      }
    }
    return List.copyOf(byNumber.descendingMap().values());
  }

  /// The locations of all data files, those of the table and others.
  List<String> data() {
    return locations("data", MetadataFiles::isParquet);
  }

  private static boolean isParquet(Path file) {
    return file.toString().endsWith(".parquet");
  }

  private List<String> locations(String folder, Predicate<Path> wanted) {
    Path path = LakeRoot.path(root.table(table)).resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(wanted).map(file -> "file://" + file).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new LakeException.Unavailable("Cannot list the files in " + path, e);
    }
  }
}
