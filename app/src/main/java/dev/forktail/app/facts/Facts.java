package dev.forktail.app.facts;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.facts.FactsState;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.facts.FactReplication;
import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Has tables of the product database copied into the event database, on a thread of its own. No
/// event and no experiment waits for it.
public final class Facts implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
  private static final Duration LAG_MAX = Duration.ofMinutes(1);
  private static final String JOB = "follow the product";

  private final ProductDatabase product;
  private final boolean enabled;
  private final boolean productWanted;
  private final FactReplication replication;
  private final InstantSource clock;
  private final Housekeeping jobs = new Housekeeping("facts", 1);
  private volatile FactsState state = FactsState.NONE;
  private volatile Instant whole;
  private boolean ended; // Only the job uses it.

  private Facts(
      FactsSettings settings,
      ProductDatabase product,
      boolean productWanted,
      FactReplication replication,
      InstantSource clock) {
    this.product = product;
    this.enabled = settings.enabled() && productWanted;
    this.productWanted = productWanted;
    this.replication = replication;
    this.clock = clock;
    this.whole = clock.instant();
  }

  /// Neither database is asked for anything before [#start].
  ///
  /// @param productWanted whether there is a product database at all
  public static Facts of(
      FactsSettings settings,
      ProductDatabase product,
      boolean productWanted,
      PostgresDatabase events) {
    var clock = InstantSource.system();
    var replication = new FactReplication(product, events, settings.tables(), clock);
    return new Facts(settings, product, productWanted, replication, clock);
  }

  /// Begins, now that the event database is open.
  public void start() {
    jobs.every(PAUSE, PAUSE_MAX, JOB, enabled ? this::follow : this::end);
  }

  /// While the product database was never there, it says so itself.
  private void follow() {
    if (!product.isOpen()) {
      return;
    }
    state = replication.follow();
    if (state.ready() == state.tables()) {
      whole = clock.instant();
    }
  }

  private void end() {
    if (ended || (productWanted && !product.isOpen())) {
      return;
    }
    replication.end(productWanted);
    ended = true;
  }

  /// How it stood a moment ago.
  public FactsState state() {
    return state;
  }

  /// What keeps facts from arriving; empty when they do.
  public Optional<String> fault() {
    return jobs.fault()
        .map(fault -> fault.substring(JOB.length() + 2))
        .or(() -> state.fault())
        .or(this::delay);
  }

  private Optional<String> delay() {
    var now = state;
    if (now.lag().compareTo(LAG_MAX) > 0) {
      return Optional.of(
          "Facts are %d s behind the product database".formatted(now.lag().toSeconds()));
    }
    return Duration.between(whole, clock.instant()).compareTo(LAG_MAX) > 0
        ? Optional.of(
            "Only %d of %d tables of facts are copied; the log of PostgreSQL says why"
                .formatted(now.ready(), now.tables()))
        : Optional.empty();
  }

  public Component health() {
    if (!enabled) {
      return new Component(
          "facts", Status.UP, "No facts are copied from the product database", numbers());
    }
    var fault = fault();
    return new Component(
        "facts", fault.isPresent() ? Status.DEGRADED : Status.UP, fault.orElse(""), numbers());
  }

  private Map<String, Number> numbers() {
    var now = state;
    var numbers = new LinkedHashMap<String, Number>();
    numbers.put("tables", now.tables());
    numbers.put("tablesReady", now.ready());
    numbers.put("lagBytes", now.lagBytes());
    numbers.put("lagSeconds", now.lag().toSeconds());
    numbers.put("logKeptBytes", now.keptBytes());
    return numbers;
  }

  @Override
  public void close() {
    jobs.close();
  }
}
