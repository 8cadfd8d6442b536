package dev.forktail.app.lake;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.export.ExportControl;
import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportPorts;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.Exporter;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.slice.SliceCatalog;
import dev.forktail.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The export of a running server: the steps of an [Exporter], one at a time on a thread of their
/// own, how they go, and what a person tells them. When another exporter takes over, it stops for
/// good.
public final class Exporting implements ExportControl, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Exporting.class);
  private static final Duration LOOK_PAUSE = Duration.ofSeconds(2);
  private static final Duration BEHIND_MAX = Duration.ofMinutes(15);
  private static final Duration REST_WAIT_MAX = Duration.ofSeconds(10);

  private final ExportSettings settings;
  private final Children children;
  private final ExportPorts ports;
  private final PromotedProperties promoted;
  private final ExportDiary diary;
  private final ExportRoom room;
  private final FactsInLake facts;
  private final InstantSource clock = InstantSource.system();
  private final Housekeeping jobs = new Housekeeping("export", 1);
  private final Housekeeping looks = new Housekeeping("lake", 1);
  private final ExportTurns turns;
  private final WholeExports wholeExports;
  private volatile LakeStanding standing = LakeStanding.unknown();

  private Exporting(ExportParts parts, SliceCatalog slices, ExportRoom room) {
    this.settings = parts.settings();
    this.children = parts.children();
    this.ports = parts.ports();
    this.promoted = parts.promoted();
    this.diary = parts.diary();
    this.room = room;
    this.facts = parts.facts();
    this.turns = new ExportTurns(this::takeOver, diary, children::close, clock, facts::run);
    this.wholeExports = new WholeExports(slices, turns, children.rewriter(), jobs::once, clock);
  }

  /// Where the slices come from.
  public record Store(PostgresDatabase database, SliceCatalog slices) {}

  /// The export out of `store`, which is asked for nothing before [#start].
  ///
  /// @param work a folder of nobody else, for the children
  public static Exporting of(
      ExportSettings settings, Path work, Store store, ExportRoom room, ExportSeams seams) {
    var parts = ExportParts.of(settings, work, store.database(), seams);
    return new Exporting(parts, store.slices(), room);
  }

  /// Begins, now that the database is open.
  public void start() {
    new ExportSteps(settings, turns, room, clock).begin(jobs);
    looks.every(LOOK_PAUSE, "look at the lake", this::look);
  }

  private Exporter takeOver() {
    var exporter =
        Exporter.takeOver(ports, settings.plan(), promoted::schema, UUID::randomUUID, clock);
    log.info("Exporting to the lake: folder={} every={}", settings.lake(), settings.plan().every());
    return exporter;
  }

  private void look() {
    standing = LakeStanding.read(ports.tables(), ports.staged(), ports.slices(), diary);
  }

  /// How the lake stood a moment ago.
  public LakeStanding standing() {
    return standing;
  }

  /// How long ago the oldest slice was sealed that is not staged; zero when all are.
  public Duration unstagedAge() {
    return standing
        .unstagedSince()
        .map(since -> Duration.between(since, clock.instant()))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  /// The most memory that a child was seen to have, in bytes.
  public long childBytesMax() {
    return children.residentBytesMax();
  }

  /// Why slices do not get into the lake as they should; empty when they do.
  public Optional<String> fault() {
    return turns
        .fenced()
        .or(jobs::fault)
        .or(looks::fault)
        .or(() -> standing.pausedSince().map(since -> "Paused since " + since))
        .or(this::delay)
        .or(facts::fault);
  }

  private Optional<String> delay() {
    var age = unstagedAge();
    if (age.compareTo(BEHIND_MAX) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        "The export is behind: a slice has waited to be staged for %d minutes%s"
            .formatted(
                age.toMinutes(), room.forFiles().getAsBoolean() ? "" : ", for want of disk"));
  }

  /// Since when it rests, when it commits next, and how each step went last.
  public Map<String, String> notes() {
    var notes = new LinkedHashMap<String, String>();
    standing.pausedSince().ifPresent(since -> notes.put("pausedSince", since.toString()));
    turns.nextCommit().ifPresent(next -> notes.put("nextCommit", next.toString()));
    standing.runs().forEach(run -> notes.put("last" + capital(run.step()), RunText.of(run)));
    return notes;
  }

  private static String capital(ExportStep step) {
    return step.name().charAt(0) + step.text().substring(1);
  }

  @Override
  public Status status() {
    var pausedSince = diary.findPause();
    return new Status(
        pausedSince,
        !turns.isBusy(),
        pausedSince.isPresent() ? Optional.empty() : turns.nextCommit(),
        fault(),
        wholeExports.findLast(),
        diary.runs());
  }

  @Override
  public Status pause() {
    var since = diary.pause(clock.instant());
    log.info("The export is paused: since={}", since);
    awaitRest();
    looks.once(this::look);
    return status();
  }

  /// What is being done when the pause begins ends before this returns, if that is soon.
  private void awaitRest() {
    var atRest = new CountDownLatch(1);
    jobs.once(atRest::countDown);
    try {
      var _ = atRest.await(REST_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Status resume() {
    diary.resume();
    log.info("The export goes on");
    looks.once(this::look);
    return status();
  }

  @Override
  public Answer exportNow() {
    return unlessRefused(wholeExports::begin);
  }

  @Override
  public Answer reexport(Instant from, Instant to) {
    return unlessRefused(() -> wholeExports.beginAgain(from, to));
  }

  private Answer unlessRefused(Supplier<Answer> begin) {
    return turns.fenced().or(this::findPause).<Answer>map(Answer.Refused::new).orElseGet(begin);
  }

  private Optional<String> findPause() {
    return diary
        .findPause()
        .map(since -> "The export is paused since " + since + ": resume it first.");
  }

  /// Ends the step that is being taken, and the children. What was begun counts nowhere.
  @Override
  public void close() {
    jobs.close();
    looks.close();
    children.close();
  }
}
