package dev.forktail.app.recovery;

import dev.forktail.engine.recovery.Recovered;
import dev.forktail.engine.recovery.Recovered.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What only the lost event database had, in sentences.
final class Losses {
  private static final int SECONDS_PER_SLICE = 60;

  private Losses() {}

  static List<String> of(Recovered recovered, RecoveryReport.Surroundings around) {
    var losses = new ArrayList<String>();
    losses.add(newest(recovered, around.journals()));
    recovered.slicesBroken().stream().sorted().map(Losses::broken).forEach(losses::add);
    recovered.tables().stream()
        .filter(table -> !table.passedOver().isEmpty())
        .map(Losses::passedOver)
        .forEach(losses::add);
    recovered.tables().stream()
        .filter(table -> table.eventsTooMany() > 0)
        .map(Losses::tooMany)
        .forEach(losses::add);
    losses.add(
        recovered
            .idsSince()
            .map(
                since ->
                    "Message ids of events received before %s: such an event counts again when a client repeats it."
                        .formatted(since))
            .orElse("All message ids: an event counts again when a client repeats it."));
    losses.add("Dead letters, and how many duplicates and dead letters each source had.");
    if (!around.newKeys().isEmpty()) {
      losses.add(
          "Keys: new ones were made for %d of the projects.".formatted(around.newKeys().size()));
    }
    if (around.productMissing()) {
      losses.add(
          "Experiments, unless the folder `product` of the lost data folder, or of a backup, is"
              + " copied into this one before the start.");
    }
    losses.add("Views: statements that others read like tables.");
    losses.add(
        "Which files were imported, and their refused rows. Imported events are there: importing a"
            + " file again finds them as duplicates.");
    losses.add("How each step of the export went last, and whether it was paused.");
    return List.copyOf(losses);
  }

  private static String newest(Recovered recovered, int journals) {
    String lost =
        recovered
            .lastReceived()
            .map("Events received after %s that were stored but in no file yet"::formatted)
            .orElse("All events that were stored: there was none in a file");
    return journals == 0
        ? lost + "."
        : lost
            + ". Those still in the journals of the data folder (%d) are stored by the next start."
                .formatted(journals);
  }

  private static String broken(long slice) {
    return "Events of slice %d (opened about %s): its staged files are not whole."
        .formatted(slice, Instant.ofEpochSecond(slice * SECONDS_PER_SLICE));
  }

  private static String tooMany(Table table) {
    return "Events of which nothing is left but their counts in %s: %d."
        .formatted(table.name().text(), table.eventsTooMany());
  }

  private static String passedOver(Table table) {
    return "What only these versions of %s had: %s."
        .formatted(table.name().text(), String.join("; ", table.passedOver()));
  }
}
