package dev.forktail.engine.recovery;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.StagedFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// Builds an event database from the files of a lake.
///
/// What is committed counts, and what was staged and not committed as far as slices are whole. All
/// counters come from the events themselves; what a rollup table of the lake does not count of them
/// it is given as a staged file.
public final class Recovery {
  /// As long, and as many, as one generation of message ids.
  private static final Duration IDS_AGE = Duration.ofHours(24);

  private static final long IDS_MAX = 50_000_000;

  private final LakeRemains lake;
  private final RemainingRows rows;
  private final RecoveredStore store;
  private final Consumer<String> news;

  private final Map<TableName, TableRemains> tables = new EnumMap<>(TableName.class);
  private final Map<TableName, Salvage> salvaged = new EnumMap<>(TableName.class);
  private final Map<TableName, MissingCounts.Found> counted = new EnumMap<>(TableName.class);
  private final List<StagedFile> staged = new ArrayList<>();
  private final SliceHistory history = new SliceHistory();
  private List<List<String>> events = List.of();

  /// @param news hears what is being done
  public Recovery(
      LakeRemains lake, RemainingRows rows, RecoveredStore store, Consumer<String> news) {
    this.lake = lake;
    this.rows = rows;
    this.store = store;
    this.news = news;
  }

  /// What is known of projects besides the lake.
  public record Known(List<Project> projects, Map<KeyHash, Access> keys) {
    public Known {
      projects = List.copyOf(projects);
      keys = Map.copyOf(keys);
    }
  }

  /// Fills the store, once. The projects of the lake that nobody knows by name are named after
  /// their numbers; `keys` says what opens all of them.
  public Recovered run(List<Project> known, Function<List<Project>, Map<KeyHash, Access>> keys) {
    readTables();
    readEvents();
    recountRollups();
    var projects = projects(known);
    var first = history.findFirstWithin(IDS_MAX, IDS_AGE);
    var ids =
        first.stream()
            .flatMap(slice -> told("Message ids", c -> rows.messageIds(c, slice.slice())).stream())
            .toList();
    var filled =
        store.fill(
            new RecoveredStore.Content(
                projects,
                keys.apply(projects),
                pointers(),
                promoted(),
                staged,
                pastSlices(),
                sliceLast(),
                history.laneMax(),
                told("Counting minutes", rows::minutes),
                ids));
    return recovered(projects, filled, first.map(PastSlice::receivedLast));
  }

  private void readTables() {
    for (var name : TableName.values()) {
      news.accept("Looking for the newest whole version of " + name.text());
      var remains = lake.find(name);
      if (remains.isEmpty()) {
        throw new LakeException.Wrong(
            "There is no lake here: no metadata of a table " + name.text());
      }
      tables.put(name, remains.get());
      var salvage = Salvage.of(name, remains.get(), rows);
      salvaged.put(name, salvage);
      staged.addAll(salvage.files());
    }
  }

  private void readEvents() {
    var locations = new ArrayList<>(remains(TableName.EVENTS).files());
    locations.addAll(salvage(TableName.EVENTS).locations());
    events = Chunks.of(locations);
    for (int chunk = 0; chunk < events.size(); chunk++) {
      news.accept("Reading slices: part %d of %d".formatted(chunk + 1, events.size()));
      history.add(rows.shares(events.get(chunk)));
    }
  }

  private TableRemains remains(TableName name) {
    return Objects.requireNonNull(tables.get(name));
  }

  private Salvage salvage(TableName name) {
    return Objects.requireNonNull(salvaged.get(name));
  }

  private void recountRollups() {
    var locations = events.stream().flatMap(List::stream).toList();
    long watermark = remains(TableName.EVENTS).state().watermark();
    var missing =
        new MissingCounts(rows, history, locations, watermark, () -> sliceLast() + 1, news);
    for (var name : List.of(TableName.ROLLUP_HOUR, TableName.ROLLUP_DAY)) {
      var found = missing.of(name, remains(name), salvage(name));
      counted.put(name, found);
      staged.addAll(found.files());
    }
    staged.removeIf(file -> history.find(file.slice()).isEmpty());
  }

  /// The same for each part of the events, telling how far it is.
  private List<CsvSource> told(String what, Function<List<String>, CsvSource> source) {
    var told = new ArrayList<CsvSource>();
    for (int chunk = 0; chunk < events.size(); chunk++) {
      String line = "%s: part %d of %d".formatted(what, chunk + 1, events.size());
      var rowsOfChunk = source.apply(events.get(chunk));
      told.add(
          out -> {
            news.accept(line);
            rowsOfChunk.copyTo(out);
          });
    }
    return told;
  }

  private List<Project> projects(List<Project> known) {
    var projects = new TreeMap<Integer, Project>();
    known.forEach(project -> projects.put(project.id().value(), project));
    for (ProjectId id : history.projects()) {
      if (id.equals(ProjectId.OWN)) {
        continue;
      }
      projects.computeIfAbsent(id.value(), number -> new Project(id, "project " + number));
    }
    return List.copyOf(projects.values());
  }

  private Map<TableName, String> pointers() {
    var pointers = new EnumMap<TableName, String>(TableName.class);
    tables.forEach((name, remains) -> pointers.put(name, remains.metadata()));
    return pointers;
  }

  private List<PromotedColumn> promoted() {
    return remains(TableName.EVENTS).promoted();
  }

  private List<PastSlice> pastSlices() {
    var slices = new TreeMap<Long, PastSlice>();
    staged.forEach(
        file -> history.find(file.slice()).ifPresent(slice -> slices.put(slice.slice(), slice)));
    history
        .findLast()
        .or(history::findImported)
        .ifPresent(slice -> slices.put(slice.slice(), slice));
    return List.copyOf(slices.values());
  }

  /// No number is used again that any file has or any table has passed.
  private long sliceLast() {
    long last = history.findLast().map(PastSlice::slice).orElse(0L);
    for (var remains : tables.values()) {
      last = Math.max(last, remains.state().watermark() - 1);
      for (var location : remains.unlisted()) {
        last = Math.max(last, Salvage.sliceOf(location));
      }
    }
    return last;
  }

  private Recovered recovered(
      List<Project> projects, RecoveredStore.Filled filled, Optional<Instant> idsSince) {
    var events = salvage(TableName.EVENTS);
    var broken = new HashSet<>(events.broken());
    return new Recovered(
        tables.keySet().stream().map(this::table).toList(),
        projects,
        promoted().size(),
        events.slices(),
        sum(events.files()),
        broken,
        history.findLastReceived(),
        idsSince,
        filled);
  }

  private Recovered.Table table(TableName name) {
    var remains = remains(name);
    var found = counted.getOrDefault(name, new MissingCounts.Found(List.of(), 0, 0, 0));
    return new Recovered.Table(
        name,
        remains.metadata(),
        remains.state().watermark(),
        remains.state().rows(),
        remains.passedOver(),
        found.slices(),
        found.added(),
        found.tooMany());
  }

  private static long sum(Collection<StagedFile> files) {
    return files.stream().mapToLong(file -> file.file().events()).sum();
  }
}
