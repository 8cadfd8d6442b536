package dev.forktail.postgres.facts;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.facts.ChangeAge;
import dev.forktail.engine.facts.FactTable;
import dev.forktail.engine.facts.FactsState;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.ProductDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has PostgreSQL copy tables of the product database into the event database, and every change of
/// them from then on.
///
/// - **Contract.** Each [#follow] compares what is with what is wanted, and does what is missing,
///   in steps of which each can be the last: what it finds half done it does again, whole. A copy
///   that is ready has the rows that the product database had a moment ago.
/// - **Failure.** A [StoreException]: not yet; call it again.
/// - **Threads.** One.
///
/// Three things can be wrong, from cheap to dear. The list has changed, or the columns of a table:
/// that table leaves the publication and comes back as an empty copy, which PostgreSQL fills. Slot,
/// publication or subscription are gone, or the product database has let go of the log that we
/// need: all begin anew. And when PostgreSQL fails to store a change three times, because columns
/// went before their last change arrived, or because somebody wrote into a copy: the same.
public final class FactReplication {
  private static final Logger log = LoggerFactory.getLogger(FactReplication.class);
  private static final int ERRORS_MAX = 3;
  private static final Duration BETWEEN_REPAIRS = Duration.ofMinutes(1);

  private final ProductDatabase product;
  private final PostgresDatabase events;
  private final List<FactTable> wanted;
  private final InstantSource clock;
  private final Runnable step;
  private final ChangeAge age = new ChangeAge();
  private @Nullable Subscriber subscriber;
  private @Nullable Conninfo connected;
  private long arrived = -1;
  private long errorsBefore;
  private Instant nextRepair = Instant.EPOCH;

  /// @param wanted what is to be copied, and nothing else
  public FactReplication(
      ProductDatabase product,
      PostgresDatabase events,
      List<FactTable> wanted,
      InstantSource clock) {
    this(product, events, wanted, clock, () -> {});
  }

  /// @param step is run before each step
  FactReplication(
      ProductDatabase product,
      PostgresDatabase events,
      List<FactTable> wanted,
      InstantSource clock,
      Runnable step) {
    this.step = step;
    this.product = product;
    this.events = events;
    this.wanted = List.copyOf(wanted);
    this.clock = clock;
  }

  /// Does what is missing, and says how it stands.
  public FactsState follow() {
    var here = subscriber();
    var there = new Publisher(product, here.names());
    var source = there.look(wanted);
    source.requireReadiness();
    var copies = here.look(source.sources());
    var sources =
        source.sources().stream()
            .filter(table -> !copies.taken().contains(table.qualified()))
            .toList();
    if (copies.subscription().isEmpty() || !copies.enabled() || !source.isWhole()) {
      beginAnew(here, there, copies, sources);
    } else if (isStuck(source, copies)) {
      log.warn("Facts do not arrive any more and are all copied again: errors={}", copies.errors());
      nextRepair = clock.instant().plus(BETWEEN_REPAIRS);
      beginAnew(here, there, copies, sources);
    } else {
      connect(here, there);
      change(here, there, source, copies, sources);
    }
    return state(source, copies, sources);
  }

  private Subscriber subscriber() {
    var known = subscriber;
    if (known == null) {
      known = Subscriber.of(events);
      subscriber = known;
    }
    return known;
  }

  private void beginAnew(
      Subscriber here, Publisher there, SubscriberLook copies, List<SourceTable> sources) {
    log.info("Facts are copied from the beginning: tables={}", names(sources));
    if (copies.subscription().isPresent()) {
      step.run();
      here.end();
    }
    var from = Conninfo.of(there.where());
    step.run();
    there.begin(sources, copies.subscription().orElse(0L));
    step.run();
    try {
      here.begin(sources, from);
    } catch (StoreException e) {
      letGo(there, e);
      throw e;
    }
    connected = from;
    arrived = -1;
  }

  /// Nobody will read this slot.
  private static void letGo(Publisher there, StoreException cause) {
    try {
      there.dropSlot();
    } catch (StoreException e) {
      cause.addSuppressed(e);
    }
  }

  /// The product database may have another port since the last start.
  private void connect(Subscriber here, Publisher there) {
    var now = Conninfo.of(there.where());
    if (!now.equals(connected)) {
      here.connect(now);
      connected = now;
    }
  }

  private void change(
      Subscriber here,
      Publisher there,
      PublisherLook source,
      SubscriberLook copies,
      List<SourceTable> sources) {
    var published = source.published().orElse(Set.of());
    var anew =
        sources.stream()
            .filter(table -> !published.contains(table.qualified()) || !copies.follows(table))
            .toList();
    var kept = new HashSet<>(sources.stream().map(SourceTable::qualified).toList());
    var gone = copies.copies().stream().filter(copy -> !kept.contains(copy.qualified())).toList();
    anew.forEach(table -> kept.remove(table.qualified()));
    var unpublished = published.stream().filter(table -> !kept.contains(table)).toList();
    if (anew.isEmpty() && gone.isEmpty() && unpublished.isEmpty()) {
      return;
    }
    log.info("Other facts are wanted: copied={} dropped={}", names(anew), gone.size());
    if (!unpublished.isEmpty()) {
      step.run();
      there.remove(unpublished);
    }
    step.run();
    here.refresh();
    step.run();
    here.drop(gone);
    if (!anew.isEmpty()) {
      step.run();
      here.renew(anew);
      step.run();
      there.add(anew);
      step.run();
      here.refresh();
    }
  }

  private boolean isStuck(PublisherLook source, SubscriberLook copies) {
    long now = source.slot().orElseThrow().arrived();
    if (now != arrived || copies.errors() < errorsBefore) {
      arrived = now;
      errorsBefore = copies.errors();
    }
    return copies.errors() - errorsBefore >= ERRORS_MAX && !clock.instant().isBefore(nextRepair);
  }

  private FactsState state(PublisherLook source, SubscriberLook copies, List<SourceTable> sources) {
    var faults = new ArrayList<>(source.faults());
    copies
        .taken()
        .forEach(name -> faults.add("The event database has another table named " + name));
    long ready =
        sources.stream()
            .filter(copies::follows)
            .filter(
                table ->
                    copies.copies().stream().anyMatch(copy -> copy.isOf(table) && copy.isReady()))
            .count();
    var slot = source.slot();
    long seen = slot.map(PublisherLook.Slot::arrived).orElse(source.written());
    return new FactsState(
        sources.size() + faults.size(),
        (int) ready,
        Math.max(0, source.written() - seen),
        age.at(clock.instant(), source.written(), seen),
        slot.map(PublisherLook.Slot::keptBytes).orElse(0L),
        faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults)));
  }

  private static List<String> names(List<SourceTable> sources) {
    return sources.stream().map(SourceTable::qualified).toList();
  }

  /// Drops all that was ever made for it.
  ///
  /// @param atSourceToo whether there is a product database, which is to be asked
  public void end(boolean atSourceToo) {
    var here = subscriber();
    var copies = here.look(List.of());
    if (copies.subscription().isPresent()) {
      here.end();
    }
    if (atSourceToo) {
      new Publisher(product, here.names()).end(copies.subscription().orElse(0L));
    }
    here.drop(copies.copies());
  }
}
