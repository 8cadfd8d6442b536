package dev.forktail.sdk;

import dev.forktail.assignment.Assignment;
import dev.forktail.assignment.AssignmentListener;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.Remembered;
import dev.forktail.assignment.Strategies;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.Visit;
import dev.forktail.assignment.WeightFeed;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Experiments and feature flags, decided within this program: no question waits for a server.
///
/// - **Definitions** come from the server in the background. While it is away, the last ones hold,
///   also those of the last run if a file for them is given.
/// - **Memory.** There is none: strategies that need it give control, as for every caller of the
///   server without a cookie.
/// - **Threads.** Safe for concurrent use.
public final class Forktail implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Forktail.class);
  private static final long SEND_MILLIS = 500;
  private static final long END_SECONDS = 10;

  private final ForktailConfig config;
  private final Server server;
  private final Exposures exposures;
  private final Optional<Snapshot> snapshot;
  private final ScheduledExecutorService background =
      Executors.newScheduledThreadPool(2, Thread.ofVirtual().name("forktail-", 0).factory());
  private volatile Experiments experiments = Experiments.none(surroundings());
  private String tag = ""; // Of one thread at a time: the caller of open, then that of the refresh.
  private boolean isAway;

  private Forktail(ForktailConfig config) {
    this.config = config;
    this.server = new Server(config);
    this.exposures = new Exposures(server, config.clock());
    this.snapshot = config.snapshot().map(Snapshot::new);
  }

  /// Asks the server for the definitions, or takes those of the last run when it is away, and goes
  /// on asking. With neither, there is no experiment until the server is there.
  public static Forktail open(ForktailConfig config) throws InterruptedException {
    var forktail = new Forktail(config);
    forktail.snapshot.flatMap(Snapshot::read).ifPresent(forktail::use);
    forktail.refresh();
    long every = config.refreshEvery().toMillis();
    forktail.repeat(forktail::refresh, every);
    forktail.repeat(forktail.exposures::send, SEND_MILLIS);
    return forktail;
  }

  /// Something that is done again and again, and ends when its thread is told to.
  private interface Chore {
    void run() throws InterruptedException;
  }

  private void repeat(Chore chore, long millis) {
    var _ =
        background.scheduleWithFixedDelay(
            () -> {
              try {
                chore.run();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                log.error("What is done in the background failed; it is tried again", e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void refresh() throws InterruptedException {
    try {
      var fetched = server.fetch(tag);
      isAway = false;
      fetched.ifPresent(
          definitions -> {
            use(definitions);
            snapshot.ifPresent(file -> file.write(definitions));
          });
    } catch (IOException e) {
      if (!isAway) {
        log.warn("No new definitions; the last ones hold: {}", e.toString());
      }
      isAway = true;
    }
  }

  private void use(Definitions definitions) {
    experiments = experiments.with(definitions.experiments());
    tag = definitions.tag();
  }

  /// What `subject` gets; empty when there is no such experiment. Records nothing.
  public Optional<Assignment> assign(String experiment, Subject subject) {
    var visit = Visit.at(config.clock().instant(), Remembered.UNAVAILABLE);
    return Optional.ofNullable(experiments.assign(new ExperimentKey(experiment), subject, visit));
  }

  /// `subject` sees its arm now.
  public void expose(Subject subject, Assignment assignment) {
    exposures.record(subject, assignment);
  }

  /// The key of the variant that `subject` sees now; `otherwise` when there is no such experiment.
  public String variant(String experiment, Subject subject, String otherwise) {
    var assignment = assign(experiment, subject);
    assignment.ifPresent(each -> expose(subject, each));
    return assignment.map(each -> each.variant().key().value()).orElse(otherwise);
  }

  /// Ends the asking, and sends the last exposures if the server takes them. A send under way is
  /// waited for: the server may have taken it already.
  @Override
  public void close() {
    background.shutdown();
    try {
      boolean isIdle = background.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
      if (isIdle) {
        exposures.send();
      } else {
        background.shutdownNow();
      }
    } catch (InterruptedException _) {
      background.shutdownNow();
      Thread.currentThread().interrupt();
    }
    server.close();
  }

  private static Surroundings surroundings() {
    return new Surroundings(
        Strategies.builtIn(),
        ThreadLocalRandom::current,
        WeightFeed.NONE,
        new AssignmentListener() {
          @Override
          public void strategyFailed(ExperimentKey experiment, String strategy, Throwable cause) {
            log.warn("A strategy failed: experiment={} strategy={}", experiment, strategy, cause);
          }

          @Override
          public void pluginFailed(Throwable cause) {
            log.warn("A strategy cannot be used", cause);
          }
        });
  }
}
