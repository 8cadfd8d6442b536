package dev.forktail.web.live;

import dev.forktail.engine.live.CanaryStage;
import dev.forktail.engine.live.CanaryState;
import dev.forktail.engine.live.Level;
import dev.forktail.web.live.LiveView.Canary;
import dev.forktail.web.live.LiveView.Mark;
import dev.forktail.web.live.LiveView.Verdict;
import java.util.List;
import java.util.Optional;

/// How far the canaries have come, in words.
final class CanaryMarks {
  private static final String NONE = "–";

  private CanaryMarks() {}

  static Canary of(Optional<CanaryState> state) {
    return state
        .map(
            these ->
                new Canary(
                    "an event of our own every " + Figures.span(these.every()),
                    these.marks().stream().map(CanaryMarks::mark).toList(),
                    LiveViews.css(these.level()),
                    notes(these)))
        .orElse(new Canary("", List.of(), "", List.of()));
  }

  /// What is the matter where the canary is what is worst.
  static Optional<Verdict> verdict(CanaryState state, String promise) {
    return state
        .worst()
        .map(
            mark -> new Verdict(LiveViews.css(mark.level()), complaint(mark), note(mark), promise));
  }

  private static String complaint(CanaryState.Mark mark) {
    var what =
        switch (mark.stage()) {
          case ACKNOWLEDGED -> "acknowledged";
          case STORED -> "stored";
          case SEALED -> "sealed";
          case STAGED -> "written as a file";
          case LAKE -> "brought into the lake";
          case ASKED -> "found by a statement";
        };
    return mark.age()
        .map(age -> "Nothing of the last %s was %s.".formatted(Figures.span(age), what))
        .orElse("Nothing was " + what + " so far.");
  }

  private static Mark mark(CanaryState.Mark mark) {
    return new Mark(
        name(mark.stage()),
        mark.age().map(Figures::span).orElse(NONE),
        LiveViews.css(mark.level()),
        PipelineSteps.word(mark.level()));
  }

  private static List<String> notes(CanaryState state) {
    return state.marks().stream()
        .filter(mark -> mark.level() != Level.GREEN)
        .map(CanaryMarks::note)
        .filter(note -> !note.isEmpty())
        .distinct()
        .toList();
  }

  private static String name(CanaryStage stage) {
    return switch (stage) {
      case ACKNOWLEDGED -> "Acknowledged";
      case STORED -> "Stored";
      case SEALED -> "Sealed";
      case STAGED -> "Staged";
      case LAKE -> "In the lake";
      case ASKED -> "Asked back";
    };
  }

  private static String note(CanaryState.Mark mark) {
    return mark.note().map(ShortText::of).orElse("");
  }
}
