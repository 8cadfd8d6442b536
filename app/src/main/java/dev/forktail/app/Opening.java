package dev.forktail.app;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.project.FirstStart;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.Reach;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes before anything is stored: the database is reached, its schema brought up to date,
/// its keys known, properties that the settings want made columns. All at the start; or, while the
/// database is away, intake begins with the keys kept on disk and the rest is done when it is back.
final class Opening {
  private static final Logger log = LoggerFactory.getLogger(Opening.class);

  private final PostgresDatabase database;
  private final LakeGuard guard;
  private final Keys keys;
  private final Runnable declare;
  private final InstantSource clock;
  private volatile @Nullable String trouble = "The event database is not opened yet";

  /// @param declare has the properties of the settings made columns
  Opening(
      PostgresDatabase database,
      LakeGuard guard,
      Keys keys,
      Runnable declare,
      InstantSource clock) {
    this.database = database;
    this.guard = guard;
    this.keys = keys;
    this.declare = declare;
    this.clock = clock;
  }

  /// Opens the database, or leaves that to [#retry] when it is away and the keys are known. Answers
  /// with the keys that `firstStart` made.
  ///
  /// @throws StoreException.Unavailable when there is nothing to begin with
  Optional<Map<KeyRole, String>> begin(FirstStart firstStart) {
    return switch (database.reach()) {
      case Reach.Answers() -> {
        database.prepare(clock.instant());
        guard.check();
        var made = firstStart.run();
        load();
        declare.run();
        trouble = null;
        yield made;
      }
      case Reach.Away(var failure) -> {
        if (!recall()) {
          throw failure;
        }
        trouble = failure.reason();
        log.warn(
            "Starting without the event database, with the keys of last time; what comes is kept"
                + " until it is back: reason={}",
            failure.reason());
        yield Optional.empty();
      }
      case Reach.Denied(var failure) -> throw failure;
    };
  }

  /// Opens the database if that is still to be done, then runs `next`.
  ///
  /// @throws StoreException.Unavailable when it is still away
  void retry(Runnable next) {
    if (isDone()) {
      return;
    }
    try {
      database.prepare(clock.instant());
      guard.check();
      keys.refresh();
      declare.run();
    } catch (StoreException e) {
      trouble = e.reason();
      throw e;
    } catch (DataFolder.StartException e) {
      trouble = e.getMessage();
      throw e;
    }
    trouble = null;
    log.info("The event database is there, storing begins");
    next.run();
  }

  boolean isDone() {
    return trouble == null;
  }

  /// Why the database is not open; empty when it is.
  Optional<String> fault() {
    return Optional.ofNullable(trouble);
  }

  private void load() {
    try {
      keys.refresh();
    } catch (UncheckedIOException e) {
      throw new DataFolder.StartException(e.getMessage() + ". Is the disk full?", e);
    }
  }

  private boolean recall() {
    try {
      return keys.recall();
    } catch (UncheckedIOException e) {
      throw new DataFolder.StartException(
          e.getMessage() + ". The event database is away as well: start it first.", e);
    }
  }
}
