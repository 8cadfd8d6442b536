package dev.forktail.web.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.DeadLetter;
import dev.forktail.web.ingest.Reading.RefusedItem;
import java.util.ArrayList;
import java.util.List;

/// What came of the lines of one stream so far.
final class LineTally {
  private final IntakeMeters meters;
  private final List<RefusedItem> listed = new ArrayList<>();
  private long accepted;
  private long refused;

  LineTally(IntakeMeters meters) {
    this.meters = meters;
  }

  /// Lists a refused line, as far as the answer has room for it.
  void list(RefusedItem item) {
    if (listed.size() < IntakeAnswers.RESULTS_MAX) {
      listed.add(item);
    }
  }

  /// These arrivals are acknowledged.
  void count(List<Arrival> arrivals) {
    int events = 0;
    for (Arrival arrival : arrivals) {
      if (arrival instanceof DeadLetter letter) {
        refused++;
        meters.refused(letter.reason());
      } else {
        events++;
      }
    }
    accepted += events;
    meters.accepted(events);
  }

  List<RefusedItem> listed() {
    return listed;
  }

  long accepted() {
    return accepted;
  }

  long refused() {
    return refused;
  }
}
