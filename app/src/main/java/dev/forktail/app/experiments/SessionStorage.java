package dev.forktail.app.experiments;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.GuardedArmStore;
import dev.forktail.engine.experiment.MemoryKind;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.experiment.PostgresArmStore;
import dev.forktail.redis.RedisArmStore;
import dev.forktail.redis.RedisLink;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where sessions are kept, if they remember arms: in a Redis, or in the product database, from
/// which those that are over are deleted now and then.
final class SessionStorage implements AutoCloseable {
  private static final Duration SWEEP_PAUSE = Duration.ofMinutes(1);
  private static final int CALLERS_MAX = 32;

  private final Housekeeping jobs = new Housekeeping("sessions", 1);
  private final Optional<RedisLink> redis;
  private final @Nullable GuardedArmStore store;

  SessionStorage(MemorySettings settings, ProductDatabase database) {
    boolean isWanted = settings.kind() == MemoryKind.SESSION;
    this.redis =
        settings
            .redis()
            .filter(_ -> isWanted)
            .map(
                url ->
                    RedisLink.to("The Redis of memory.session.redis.url", url, System::nanoTime));
    this.store = isWanted ? open(settings, database) : null;
  }

  private GuardedArmStore open(MemorySettings settings, ProductDatabase database) {
    if (redis.isPresent()) {
      return guarded(new RedisArmStore(redis.get(), settings.life()));
    }
    var rows = new PostgresArmStore(database, settings.life());
    jobs.every(SWEEP_PAUSE, "delete sessions that are over", () -> sweep(rows, database));
    return guarded(rows);
  }

  private static GuardedArmStore guarded(ArmStore store) {
    return new GuardedArmStore(store, CALLERS_MAX, System::nanoTime);
  }

  private static void sweep(PostgresArmStore rows, ProductDatabase database) {
    if (database.isOpen()) {
      var _ = rows.sweep();
    }
  }

  /// The sessions; empty when cookies remember.
  Optional<ArmStore> store() {
    return Optional.ofNullable(store);
  }

  /// What is wrong with them; empty when they answered the last time.
  Optional<String> fault() {
    var guarded = store;
    return guarded != null && guarded.isAway()
        ? Optional.of("The sessions do not answer: what needs memory is control, uncounted")
        : Optional.empty();
  }

  @Override
  public void close() {
    jobs.close();
    redis.ifPresent(RedisLink::close);
  }
}
