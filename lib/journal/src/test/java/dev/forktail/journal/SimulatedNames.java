package dev.forktail.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The folders of a simulated disk: the names on the platters, and the changes since then.
final class SimulatedNames {
  private static final SimulatedFile DIRECTORY = new SimulatedFile(new byte[0]);

  private final Map<Path, SimulatedFile> stable = new TreeMap<>();
  private final Map<Path, SimulatedFile> seen = new TreeMap<>();
  private final List<Change> unforced = new ArrayList<>();

  Map<Path, SimulatedFile> seen() {
    return seen;
  }

  void makeDirectory(Path directory) {
    put(directory, DIRECTORY);
  }

  boolean isDirectory(Path path) {
    return seen.get(path) == DIRECTORY || path.getParent() == null;
  }

  void put(Path path, SimulatedFile file) {
    change(new Change(path, null, file));
  }

  void move(Path path, Path target, SimulatedFile file) {
    change(new Change(target, path, file));
  }

  void remove(Path path) {
    change(new Change(null, path, DIRECTORY));
  }

  private void change(Change change) {
    change.applyTo(seen);
    unforced.add(change);
  }

  void force(Path directory) {
    for (var change : List.copyOf(unforced)) {
      if (change.isIn(directory)) {
        change.applyTo(stable);
        unforced.remove(change);
      }
    }
  }

  /// A force that fails: some changes make it, the others count as done and are gone.
  void loseUnforced(Path directory, RandomGenerator random) {
    for (var change : List.copyOf(unforced)) {
      if (change.isIn(directory)) {
        unforced.remove(change);
        if (random.nextBoolean()) {
          change.applyTo(stable);
        }
      }
    }
  }

  /// What is there when the power is back: any of the changes that were not forced, or none.
  SimulatedNames afterPowerCut(RandomGenerator random) {
    var names = new TreeMap<>(stable);
    var survivors = Survivors.of(random);
    for (int i = 0; i < unforced.size(); i++) {
      if (survivors.include(i, unforced.size())) {
        unforced.get(i).applyTo(names);
      }
    }
    var result = new SimulatedNames();
    names.forEach((path, file) -> result.survive(path, file, names, random));
    return result;
  }

  private void survive(
      Path path, SimulatedFile file, Map<Path, SimulatedFile> names, RandomGenerator random) {
    var parent = path.getParent();
    if (parent != null && parent.getParent() != null && !names.containsKey(parent)) {
      return;
    }
    var survivor = file == DIRECTORY ? DIRECTORY : file.afterPowerCut(random);
    stable.put(path, survivor);
    seen.put(path, survivor);
  }

  /// The file gets the name `added`, if any, and loses the name `removed`, if any.
  private record Change(@Nullable Path added, @Nullable Path removed, SimulatedFile file) {
    void applyTo(Map<Path, SimulatedFile> names) {
      if (removed != null) {
        boolean known = names.remove(removed) != null;
        if (added != null && !known) {
          return;
        }
      }
      if (added != null) {
        names.put(added, file);
      }
    }

    boolean isIn(Path directory) {
      var path = added == null ? removed : added;
      return path != null && directory.equals(path.getParent());
    }
  }
}
