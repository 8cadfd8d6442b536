package dev.forktail.engine.export.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.ExportConfig;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.LakeTable;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeFolder;
import dev.forktail.engine.export.memory.InMemoryLakeTable;
import dev.forktail.engine.export.memory.InMemoryStaging;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/// Exporters in one thread against slices, staged files and tables in memory, with everything that
/// may go wrong, decided by a seed. What the seed decides once it decides again.
final class ExportSimulation {
  private static final int ACTIONS = 100;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration IMPORT_MAX = Duration.ofMinutes(30);
  private static final ExportConfig CONFIG =
      new ExportConfig(
          Duration.ofMinutes(10),
          5,
          40,
          2,
          Duration.ofMinutes(30),
          Duration.ofMinutes(40),
          Duration.ofHours(1));

  private final SplittableRandom random;
  private final Faults faults;
  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeFolder folder = new InMemoryLakeFolder();
  private final List<InMemoryLakeTable> tables;
  private final SimulatedParquet parquet;
  private final Readers readers;
  private final ExportPorts ports;
  private final Map<Long, List<String>> sealed = new HashMap<>();
  private final List<Exporter> replaced = new ArrayList<>();
  private final Set<Exporter> busy = new HashSet<>();
  private final List<String> imported = new ArrayList<>();
  private Instant now = START;
  private long slices = 1_000;
  private Exporter exporter;

  private ExportSimulation(long seed, Bug bug) {
    random = new SplittableRandom(seed);
    faults = new Faults(random.split(), this::pause);
    tables =
        Arrays.stream(TableName.values())
            .map(name -> new InMemoryLakeTable(name, staging, folder, () -> now))
            .toList();
    parquet = new SimulatedParquet(folder, () -> now, faults);
    readers = new Readers(staging, folder, CONFIG.longestQuery());
    var store = new FaultyStaging(staging, faults, bug);
    var planted = new FaultyTable.Planted(bug, staging, folder);
    ports =
        new ExportPorts(
            store,
            store,
            parquet,
            parquet,
            tables.stream().<LakeTable>map(t -> new FaultyTable(t, faults, planted)).toList(),
            folder);
    exporter = started();
  }

  /// Runs one seed and says what was promised and not kept; empty when all was.
  static List<String> run(long seed, Bug bug) {
    var simulation = new ExportSimulation(seed, bug);
    for (int i = 0; i < ACTIONS; i++) {
      simulation.act();
      var broken = simulation.broken();
      if (!broken.isEmpty()) {
        return broken;
      }
    }
    return simulation.verdict();
  }

  /// A new exporter. Nothing fails while it takes over.
  private Exporter started() {
    double probability = faults.probability();
    faults.fail(0);
    var ids = random.split();
    var started =
        Exporter.takeOver(
            ports,
            CONFIG,
            LakeSchema::plain,
            () -> new UUID(ids.nextLong(), ids.nextLong()),
            () -> now);
    faults.fail(probability);
    return started;
  }

  private void act() {
    int die = random.nextInt(100);
    if (die < 22) {
      seal();
    } else if (die < 25) {
      importSome();
    } else if (die < 85) {
      step(exporter);
    } else if (die < 90) {
      now = now.plus(Duration.ofMinutes(random.nextInt(90)));
    } else if (die < 93) {
      takeOver();
    } else if (die < 96) {
      stepAReplacedOne();
    } else {
      faults.fail(random.nextBoolean() ? 0 : random.nextDouble() / 8);
    }
  }

  private void seal() {
    now = now.plus(Duration.ofMinutes(1));
    slices += 1 + random.nextInt(2);
    int day = Math.toIntExact(now.getEpochSecond() / 86_400);
    var lines = new ArrayList<String>();
    for (int i = 0; i <= random.nextInt(8); i++) {
      int late = random.nextInt(4) == 0 ? random.nextInt(3) : 0;
      lines.add(SimulatedParquet.line(day - late, slices + "/" + i));
    }
    sealed.put(slices, lines);
    byte[] rows = String.join("\n", lines).getBytes(UTF_8);
    staging.seal(
        new SealedSlice(slices, lines.size(), now.minusSeconds(60), now), out -> out.write(rows));
  }

  /// An import of events of one day, recent or long ago; what has taken too long is given up.
  private void importSome() {
    int day = Math.toIntExact(now.getEpochSecond() / 86_400);
    int ago = random.nextBoolean() ? random.nextInt(3) : 1_000 + random.nextInt(3);
    var begun = now;
    try {
      var lines = List.of(SimulatedParquet.line(day - ago, "0/" + imported.size()));
      var files = parquet.imported(lines);
      if (now.isBefore(begun.plus(IMPORT_MAX))) {
        for (var table : tables) {
          table.add(files.stream().filter(file -> file.table() == table.name()).toList());
        }
        imported.addAll(lines);
      }
    } catch (Crash _) {
      // Its files are nobody's.
    }
  }

  private void step(Exporter one) {
    if (!busy.add(one)) {
      return;
    }
    try {
      switch (random.nextInt(11)) {
        case 0, 1, 2 -> one.stage(1 + random.nextInt(4));
        case 3, 4 -> commit(one);
        case 5 -> one.tidy();
        case 6 -> one.compact();
        case 7 -> drop(one);
        case 8 -> one.expire();
        case 9 -> reexport(one);
        default -> one.sweep();
      }
    } catch (Crash _) {
      replaced.remove(one);
      if (one == exporter) {
        exporter = started();
      }
    } catch (LakeException.Fenced _) {
      replaced.remove(one);
    } catch (StoreException | LakeException _) {
      // It will be tried again.
    } finally {
      busy.remove(one);
    }
  }

  private void commit(Exporter one) {
    if (random.nextInt(8) == 0) {
      one.exportAll(_ -> {});
    } else {
      one.commit();
    }
  }

  private void reexport(Exporter one) {
    var to = now.minus(Duration.ofMinutes(random.nextInt(20)));
    one.reexport(to.minus(Duration.ofMinutes(1 + random.nextInt(60))), to, parquet, _ -> {});
  }

  private void drop(Exporter one) {
    if (random.nextBoolean()) {
      one.drop(now);
    } else {
      one.dropOldest(1 + random.nextInt(3));
    }
  }

  private void stepAReplacedOne() {
    if (!replaced.isEmpty()) {
      step(replaced.get(random.nextInt(replaced.size())));
    }
  }

  /// What happens while an exporter is stopped in the middle of a call: time goes by, and either
  /// another one takes over, or those that were replaced before wake up. Nothing fails meanwhile.
  private void pause() {
    double probability = faults.probability();
    faults.fail(0);
    boolean takenOver = random.nextBoolean();
    if (takenOver) {
      takeOver();
    }
    for (int i = 0; i < random.nextInt(12); i++) {
      now = now.plus(Duration.ofMinutes(random.nextInt(60)));
      if (random.nextInt(6) == 0) {
        importSome();
      } else if (takenOver) {
        step(exporter);
      } else {
        stepAReplacedOne();
      }
    }
    faults.fail(probability);
  }

  private void takeOver() {
    replaced.add(exporter);
    exporter = started();
  }

  /// What a query that begins now would not find exactly once, and what running ones miss.
  private List<String> broken() {
    var broken = new ArrayList<String>();
    readers.missing(now).forEach(location -> broken.add("deleted under a query: " + location));
    for (var table : tables) {
      var found = new ArrayList<String>();
      for (var location : readers.begin(table, now)) {
        if (!folder.has(location)) {
          broken.add("a file of the table is gone: " + location);
        }
        found.addAll(parquet.read(location));
      }
      staging
          .unstaged(Integer.MAX_VALUE)
          .forEach(slice -> found.addAll(sealed.getOrDefault(slice.slice(), List.of())));
      broken.addAll(differences(table.name(), found));
    }
    return broken;
  }

  private List<String> differences(TableName table, List<String> found) {
    var all =
        Stream.concat(sealed.values().stream().flatMap(List::stream), imported.stream()).toList();
    var once = new HashSet<String>();
    var broken = new ArrayList<String>();
    found.stream()
        .filter(line -> !once.add(line))
        .forEach(line -> broken.add("doubled in %s: %s".formatted(table, line)));
    all.stream()
        .filter(line -> !once.contains(line))
        .forEach(line -> broken.add("lost from %s: %s".formatted(table, line)));
    return broken;
  }

  /// Faults stop, an exporter starts once more, and everything must come to rest.
  private List<String> verdict() {
    faults.fail(0);
    exporter = started();
    while (!exporter.stage(10).isEmpty()) {
      now = now.plus(Duration.ofMinutes(1));
    }
    while (!exporter.commit().isEmpty()) {
      now = now.plus(Duration.ofMinutes(10));
    }
    var broken = new ArrayList<>(broken());
    now = now.plus(Duration.ofHours(2));
    exporter.expire();
    exporter.tidy();
    exporter.sweep();
    broken.addAll(broken());
    var known = new HashSet<String>();
    tables.forEach(table -> known.addAll(table.reachable()));
    folder.locations().stream()
        .filter(location -> !known.contains(location))
        .forEach(location -> broken.add("left behind: " + location));
    tables.stream()
        .filter(table -> table.state().watermark() != (sealed.isEmpty() ? 0 : slices + 1))
        .forEach(table -> broken.add("not all committed: " + table.state()));
    return broken;
  }
}
