package dev.forktail.web.live;

import dev.forktail.engine.live.Level;
import dev.forktail.engine.live.Stage;
import dev.forktail.web.live.LiveView.Fact;
import dev.forktail.web.live.LiveView.Step;
import java.util.List;

/// The stages of the pipeline in words.
final class PipelineSteps {
  private static final String NONE = "–";

  private PipelineSteps() {}

  static Step of(Stage stage) {
    return new Step(
        name(stage),
        LiveViews.css(stage.level()),
        word(stage.level()),
        facts(stage),
        stage.trouble().map(ShortText::of).orElse(""));
  }

  /// What is the matter with a stage that is not green, in a few words.
  static String complaint(Stage stage) {
    boolean broken = stage.trouble().isPresent();
    return switch (stage) {
      case Stage.Received _ -> "Turning events away.";
      case Stage.Buffered _ -> broken ? "The buffer has a fault." : "The buffer is filling up.";
      case Stage.Stored(_, _, var lag, _, _) ->
          broken ? "Storing has stopped." : "Storing is " + Figures.span(lag) + " behind.";
      case Stage.RolledUp(_, var lag, _, _) ->
          broken
              ? "The store does not answer."
              : lag.map(age -> "These numbers are " + Figures.span(age) + " old.")
                  .orElse("Waiting for the store's first answer.");
      case Stage.Sealed(_, _, var openFor, _, _) ->
          "The slice has been open for " + openFor.map(Figures::span).orElse("too long") + ".";
    };
  }

  /// What else one should know about it.
  static String advice(Stage stage) {
    var reason = stage.trouble().map(ShortText::of).orElse("");
    return stage instanceof Stage.Stored && !reason.isEmpty()
        ? "What is acknowledged waits in the buffer and is stored when this is over: " + reason
        : reason;
  }

  private static String name(Stage stage) {
    return switch (stage) {
      case Stage.Received _ -> "Received";
      case Stage.Buffered _ -> "Buffered";
      case Stage.Stored _ -> "Stored";
      case Stage.RolledUp _ -> "Rolled up";
      case Stage.Sealed _ -> "Sealed";
    };
  }

  static String word(Level level) {
    return switch (level) {
      case GREEN -> "keeps up";
      case AMBER -> "falls behind";
      case RED -> "needs a person";
    };
  }

  private static List<Fact> facts(Stage stage) {
    return switch (stage) {
      case Stage.Received(var events, var bytes, _, _) ->
          List.of(
              new Fact("Rate", Figures.rate(events) + "/s"),
              new Fact("Volume", Figures.bytes((long) bytes) + "/s"),
              new Fact("Each", events > 0 ? Figures.bytes((long) (bytes / events)) : NONE));
      case Stage.Buffered(var depth, var bytes, var bytesMax, var oldest, _, _) ->
          List.of(
              new Fact("Waiting", Figures.count(depth)),
              new Fact(
                  "Space",
                  Figures.bytes(bytes)
                      + bytesMax.map(max -> " of " + Figures.bytes(max)).orElse("")),
              new Fact("Oldest", depth == 0 ? NONE : Figures.span(oldest)));
      case Stage.Stored(var events, var rows, var lag, _, _) ->
          List.of(
              new Fact("Rate", Figures.rate(events) + "/s"),
              new Fact("Open slice", Figures.count(rows)),
              new Fact("Behind", Figures.span(lag)));
      case Stage.RolledUp(var events, var lag, _, _) ->
          List.of(
              new Fact("Rate", Figures.rate(events) + "/s"),
              new Fact("Waiting", "0"),
              new Fact("Behind", lag.map(Figures::span).orElse(NONE)));
      case Stage.Sealed(var rows, var sealed, var openFor, _, _) ->
          List.of(
              new Fact("Last slice", rows.map(Figures::count).orElse(NONE)),
              new Fact("Sealed", sealed.map(age -> Figures.span(age) + " ago").orElse(NONE)),
              new Fact("Open for", openFor.map(Figures::span).orElse(NONE)));
    };
  }
}
