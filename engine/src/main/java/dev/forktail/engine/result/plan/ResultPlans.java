package dev.forktail.engine.result.plan;

import dev.forktail.engine.event.Event;
import dev.forktail.engine.result.Run;
import java.util.List;

/// The plan of what counts, where events are stored.
///
/// - **Contract.** Each change holds for all events that are stored after it and for none before;
///   what a step adds is added once, whoever takes the same step.
/// - **Failure.** A [dev.forktail.engine.event.StoreException]; nothing has changed.
/// - **Threads.** Safe for concurrent use; blocks.
public interface ResultPlans {

  /// Has these runs be what is measured; returns whether that changed anything.
  ///
  /// @param wanted the latest run of each experiment, of all projects
  boolean measure(List<Run> wanted);

  /// What is still to be added of events from before.
  List<History> histories();

  /// Adds events, unless somebody else has gone on with the history.
  ///
  /// @param from how far it is
  /// @param to how far it is with these
  void add(History from, History to, List<StoredEvent> events);

  /// Counts some of the units that are there into totals that are new; returns whether any are
  /// left.
  boolean countSome();

  /// Forgets what no result needs any more: what units did that were in no experiment within a day,
  /// totals of metrics that are gone.
  void tidy();

  /// An event and the slice that it is in.
  record StoredEvent(Event event, long slice) {}
}
