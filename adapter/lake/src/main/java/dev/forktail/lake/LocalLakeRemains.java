package dev.forktail.lake;

import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.recovery.LakeRemains;
import dev.forktail.engine.recovery.TableRemains;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What is left of a lake in a folder of this machine.
public final class LocalLakeRemains implements LakeRemains {
  /// Of those made of the same version, the one that has come furthest: two that both hold a slice
  /// hold the same events of it.
  private static final Comparator<WholeVersion> FURTHEST =
      Comparator.<WholeVersion>comparingLong(version -> version.state().watermark())
          .thenComparingLong(version -> version.metadata().lastUpdatedMillis());

  private final LakeRoot root;
  private final LocalFiles files = new LocalFiles();

  public LocalLakeRemains(LakeRoot root) {
    this.root = root;
  }

  /// Whether the lake has data files of `table`, whoever knows them.
  public boolean hasFiles(TableName table) {
    return !new MetadataFiles(root, table).data().isEmpty();
  }

  @Override
  public Optional<TableRemains> find(TableName table) {
    var names = new MetadataFiles(root, table);
    var passedOver = new ArrayList<String>();
    for (var candidates : names.newestFirst()) {
      var whole = whole(table, candidates, passedOver);
      if (!whole.isEmpty()) {
        var chosen = whole.stream().max(FURTHEST).orElseThrow();
        return Optional.of(remains(chosen, whole, names.data(), passedOver));
      }
    }
    if (passedOver.isEmpty()) {
      return Optional.empty();
    }
    throw new LakeException.Wrong(
        "No version of the lake table %s is whole: %s"
            .formatted(table.text(), String.join("; ", passedOver)));
  }

  private List<WholeVersion> whole(
      TableName table, List<String> candidates, List<String> passedOver) {
    var whole = new ArrayList<WholeVersion>();
    for (var location : candidates) {
      try {
        whole.add(WholeVersion.read(root, table, location, files));
      } catch (WholeVersion.NotWhole e) {
        passedOver.add(location + ": " + e.getMessage());
      }
    }
    return whole;
  }

  private static TableRemains remains(
      WholeVersion chosen, List<WholeVersion> whole, List<String> data, List<String> passedOver) {
    var listed = new HashSet<>(chosen.files());
    return new TableRemains(
        chosen.metadata().metadataFileLocation(),
        chosen.state(),
        promoted(whole),
        chosen.files(),
        data.stream().filter(location -> !listed.contains(location)).toList(),
        passedOver);
  }

  /// Those of all that may have been current: a field id is never given to another column.
  private static List<PromotedColumn> promoted(List<WholeVersion> versions) {
    var promoted = new TreeMap<Integer, PromotedColumn>();
    for (var version : versions) {
      for (var property : TableLayout.promoted(version.metadata().schema())) {
        promoted.putIfAbsent(property.column().fieldId(), property);
      }
    }
    return List.copyOf(promoted.values());
  }
}
