package dev.forktail.web.live;

import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.live.Level;
import dev.forktail.engine.live.LiveState;
import dev.forktail.engine.live.LiveState.Answers;
import dev.forktail.engine.live.LiveState.Room;
import dev.forktail.engine.live.Stage;
import dev.forktail.engine.query.EventQueries.NameCount;
import dev.forktail.engine.query.EventQueries.NewestEvent;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import dev.forktail.web.live.LiveView.Account;
import dev.forktail.web.live.LiveView.Row;
import dev.forktail.web.live.LiveView.Tile;
import dev.forktail.web.live.LiveView.Top;
import dev.forktail.web.live.LiveView.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes the view of a state.
final class LiveViews {
  private static final String UNKNOWN = "–";

  private LiveViews() {}

  static LiveView of(LiveState state) {
    var stored = state.stored();
    return new LiveView(
        verdict(state),
        List.of(today(stored), now(state), behind(state), room(state)),
        RateChart.of(state.traffic(), state.at()),
        state.stages().stream().map(PipelineSteps::of).toList(),
        CanaryMarks.of(state.canary()),
        stored.map(answers -> top(answers.top())).orElse(List.of()),
        stored
            .map(answers -> answers.newest().stream().map(LiveViews::row).toList())
            .orElse(List.of()),
        stored
            .map(answers -> answers.accounts().stream().map(LiveViews::account).toList())
            .orElse(List.of()),
        stored.map(LiveViews::hasEvents).orElse(false));
  }

  private static boolean hasEvents(Answers answers) {
    return !answers.newest().isEmpty() || !answers.accounts().isEmpty();
  }

  private static Verdict verdict(LiveState state) {
    var level = state.level();
    var promise = promise(state.durability());
    if (level == Level.GREEN) {
      boolean used = state.stored().map(LiveViews::hasEvents).orElse(false);
      var sentence = used ? "Every stage keeps up." : "Ready for the first event.";
      return new Verdict(css(level), sentence, "", promise);
    }
    return state.stages().stream()
        .filter(stage -> stage.level() == level)
        .findFirst()
        .map(
            stage ->
                new Verdict(
                    css(level),
                    PipelineSteps.complaint(stage),
                    PipelineSteps.advice(stage),
                    promise))
        .or(() -> state.canary().flatMap(canary -> CanaryMarks.verdict(canary, promise)))
        .orElseThrow();
  }

  private static String promise(Durability durability) {
    return switch (durability) {
      case FSYNC -> "Acknowledged after fsync: survives kill -9 and power loss.";
      case MEMORY -> "Acknowledged in memory: a killed process loses what waits.";
    };
  }

  private static Tile today(Optional<Answers> stored) {
    var count = stored.map(answers -> Figures.count(answers.eventsToday())).orElse(UNKNOWN);
    var note =
        stored
            .map(answers -> "data as of " + Figures.time(answers.asOf()) + " UTC")
            .orElse("no answer from the store yet");
    return new Tile("Events today", count, "", note, "");
  }

  private static Tile now(LiveState state) {
    return new Tile(
        "Received now",
        Figures.rate(state.traffic().receivedNow()),
        "/s",
        Figures.rate(state.traffic().storedNow()) + "/s stored",
        "");
  }

  private static Tile behind(LiveState state) {
    for (var stage : state.stages()) {
      if (stage instanceof Stage.RolledUp(_, var lag, var level, _)) {
        return new Tile(
            "Behind",
            lag.map(Figures::span).orElse(UNKNOWN),
            "",
            "from acknowledged to counted",
            warning(level));
      }
    }
    throw new IllegalArgumentException("A state without the stage RolledUp");
  }

  private static Tile room(LiveState state) {
    String label = "If the database went away";
    return state
        .room()
        .map(room -> new Tile(label, lasts(room), "", roomNote(room), warning(room.level())))
        .orElse(new Tile(label, "in memory", "", "what waits is not on disk", ""));
  }

  private static String lasts(Room room) {
    return room.lasts().map(Figures::span).orElse(Figures.bytes(room.bytes()));
  }

  private static String roomNote(Room room) {
    return room.lasts().isPresent()
        ? "until " + Figures.bytes(room.bytes()) + " are full at this rate"
        : "of room for what would wait";
  }

  private static List<Top> top(List<NameCount> names) {
    long most = names.stream().mapToLong(NameCount::events).max().orElse(1);
    return names.stream()
        .map(
            name ->
                new Top(
                    ShortText.of(name.name()),
                    Figures.count(name.events()),
                    String.format(Locale.ROOT, "%.1f%%", 100.0 * name.events() / most)))
        .toList();
  }

  private static Row row(NewestEvent event) {
    return new Row(
        Figures.timeMillis(event.received()),
        event.received().toString(),
        ShortText.of(event.name()),
        event.type(),
        ShortText.of(event.person()),
        ShortText.of(event.source()));
  }

  private static Account account(SourceAccount account) {
    return new Account(
        ShortText.of(account.source()),
        Figures.count(account.stored() + account.duplicates() + account.deadLetters()),
        Figures.count(account.stored()),
        Figures.count(account.duplicates()),
        Figures.count(account.deadLetters()),
        account.deadLetters() > 0);
  }

  private static String warning(Level level) {
    return level == Level.GREEN ? "" : css(level);
  }

  static String css(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
