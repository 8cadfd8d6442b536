package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.Ownership;
import dev.forktail.engine.result.live.ResultPlan;
import dev.forktail.engine.result.live.TotalKey;
import dev.forktail.engine.result.live.UnitKey;
import dev.forktail.engine.result.live.WholeUnit;
import dev.forktail.statistics.sums.Sums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Set;
import java.util.SortedMap;

/// The totals of a plan, from all observations at once: these are put in order by unit, on disk,
/// and each unit is gone through once. Nothing is ever taken back, so nothing of how totals follow
/// the events as they come is needed.
///
/// Memory is bounded by what one unit has done, and the ids of those that are forgotten; disk by
/// all observations, twice, at about 60 bytes each.
///
/// - **Failure.** [IOException]: the disk.
/// - **Threads.** For one at a time.
public final class Recount implements AutoCloseable {
  private static final long HELD_BYTES_MAX = 16L << 20;

  private final ResultPlan plan;
  private final Set<UnitKey> forgotten;
  private final Path folder;
  private final UnitParts byId;
  private final UnitParts byUnit;

  private Recount(
      ResultPlan plan, Set<UnitKey> forgotten, Path folder, UnitParts byId, UnitParts byUnit) {
    this.plan = plan;
    this.forgotten = forgotten;
    this.folder = folder;
    this.byId = byId;
    this.byUnit = byUnit;
  }

  /// One of no observation yet.
  ///
  /// @param forgotten units that count nowhere, nor do those that turn out to be theirs
  /// @param folder of nobody else, deleted in the end; what a killed one has left in it goes
  public static Recount begin(ResultPlan plan, Set<UnitKey> forgotten, Path folder)
      throws IOException {
    return begin(plan, forgotten, folder, HELD_BYTES_MAX);
  }

  static Recount begin(ResultPlan plan, Set<UnitKey> forgotten, Path folder, long heldBytesMax)
      throws IOException {
    delete(folder);
    return new Recount(
        plan,
        forgotten,
        folder,
        UnitParts.create(folder.resolve("ids"), heldBytesMax),
        UnitParts.create(folder.resolve("units"), heldBytesMax));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /// Adds an observation, in any order.
  public void add(Observation observation) throws IOException {
    byId.add(Placed.own(observation));
  }

  /// The totals of all that was added, which is forgotten. Rows that add up to nothing are left
  /// out.
  public SortedMap<TotalKey, Sums> totals() throws IOException {
    var totals = new RunningTotals();
    forEach((_, unit) -> unit.addTotals(plan, totals));
    return totals.totals();
  }

  /// Takes a unit of which all is known.
  public interface Taker {
    void take(UnitKey key, WholeUnit unit);
  }

  /// Hands over each unit of which anything was added, which is forgotten.
  public void forEach(Taker taker) throws IOException {
    byId.drain(this::place);
    byUnit.drain(rows -> hand(rows, taker));
  }

  /// Puts what visitors did with their users.
  private void place(UnitParts.Rows rows) throws IOException {
    var owners = new Ownership();
    rows.forEach(
        placed -> {
          if (placed.observation() instanceof Observation.Named named
              && !forgotten.contains(named.visitor())) {
            owners.add(named);
          }
        });
    rows.forEach(
        placed -> {
          if (!(placed.observation() instanceof Observation.Named)) {
            var place = owners.placeOf(placed.place().member());
            if (!forgotten.contains(place.member()) && !forgotten.contains(place.unit())) {
              byUnit.add(new Placed(place, placed.observation()));
            }
          }
        });
  }

  private static void hand(UnitParts.Rows rows, Taker taker) throws IOException {
    var units = new HashMap<UnitKey, WholeUnit>();
    rows.forEach(
        placed ->
            units
                .computeIfAbsent(placed.place().unit(), WholeUnit::new)
                .add(placed.place(), placed.observation()));
    units.forEach(taker::take);
  }

  @Override
  public void close() throws IOException {
    try (byUnit) {
      byId.close();
    }
    Files.delete(folder);
  }
}
