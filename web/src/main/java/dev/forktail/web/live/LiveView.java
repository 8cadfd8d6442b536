package dev.forktail.web.live;

import java.util.List;

/// What the templates of the live page show, computed and formatted.
///
/// @param hasEvents whether anything was ever stored for this project
record LiveView(
    Verdict verdict,
    List<Tile> tiles,
    Chart chart,
    List<Step> steps,
    Canary canary,
    List<Top> top,
    List<Row> rows,
    List<Account> accounts,
    boolean hasEvents) {

  /// How it goes, in a sentence.
  ///
  /// @param level the CSS class: `green`, `amber` or `red`
  /// @param detail what else a person should know; empty when all is well
  /// @param promise what an acknowledgement means here
  record Verdict(String level, String sentence, String detail, String promise) {}

  /// One large number.
  record Tile(String label, String value, String unit, String note, String level) {}

  /// The rates of the last five minutes.
  ///
  /// @param json the same for the script
  /// @param receivedArea an SVG path in a box of `width` to 100
  /// @param storedLine an SVG path in the same box
  /// @param summary the chart in a sentence, for those who do not see it
  record Chart(
      String json,
      int width,
      String receivedArea,
      String storedLine,
      String peak,
      String receivedNow,
      String storedNow,
      String summary) {}

  /// One stage of the pipeline.
  ///
  /// @param levelWord the level for those who do not see colours
  record Step(String name, String level, String levelWord, List<Fact> facts, String trouble) {}

  record Fact(String label, String value) {}

  /// How far canaries have come.
  ///
  /// @param marks none where no canary is sent
  /// @param notes what keeps them from stages that are not green
  record Canary(String what, List<Mark> marks, String level, List<String> notes) {}

  /// How old the newest canary at a stage is.
  record Mark(String stage, String age, String level, String levelWord) {}

  /// A name and how often it came.
  ///
  /// @param width of the bar, such as `61.5%`
  record Top(String name, String count, String width) {}

  /// One stored event.
  record Row(String time, String moment, String name, String type, String person, String source) {}

  /// What became of what a source sent.
  record Account(
      String source,
      String sent,
      String stored,
      String duplicates,
      String deadLetters,
      boolean hasDeadLetters) {}
}
