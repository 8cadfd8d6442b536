package dev.forktail.web.result;

import java.util.List;

/// What the page of one experiment shows, computed and formatted.
///
/// Places in pictures are percentages such as `41.5%`.
///
/// @param notes what is to be said of the whole, such as that shares follow the results
record ResultView(
    Head head,
    Verdict verdict,
    Forest forest,
    List<Chart> charts,
    Trust trust,
    List<Guardrail> guardrails,
    List<MetricTable> tables,
    List<Breakdown> breakdowns,
    List<String> notes) {

  /// @param facts in a few words each: since when, how many units
  /// @param asOf a time, and how long ago that was
  record Head(String name, String key, String state, List<String> facts, String asOf, String age) {}

  /// @param level the CSS class: `green`, `blue`, `amber`, `red` or `grey`
  record Verdict(String level, String sentence, String reason) {}

  /// Lifts with their intervals on one scale.
  record Forest(List<Tick> ticks, List<Row> rows) {}

  record Tick(String at, String label) {}

  /// The lift of one metric in one arm.
  ///
  /// @param role what is said of the metric beside its name; empty for goals
  /// @param change the lift, or why there is none
  /// @param detail its interval and the chance to win
  record Row(
      String metric,
      String role,
      String arm,
      String level,
      Bar bar,
      String change,
      String detail) {}

  /// An interval in a picture.
  ///
  /// @param shown false when there is none
  /// @param zoneLow from there to `zoneHigh` a change is too small to matter
  /// @param innerLow from there to `innerHigh` reaches the interval of one look at the end
  /// @param cut whether an end lies outside of the picture
  record Bar(
      boolean shown,
      String zero,
      String zoneLow,
      String zoneWidth,
      String low,
      String width,
      String innerLow,
      String innerWidth,
      String at,
      boolean cut) {}

  /// The lift of a metric day by day.
  ///
  /// @param width of the picture's box, whose height is 100
  /// @param zero the height of no change
  /// @param summary in a sentence, for those who do not see it
  record Chart(
      String metric,
      int width,
      String zero,
      String high,
      String low,
      String first,
      String last,
      List<Line> lines,
      String summary) {}

  /// @param style the CSS class: `arm-1`, …
  record Line(String arm, String style, String band, String path, String now) {}

  /// Whether the units are where they should be.
  ///
  /// @param sentence what the tests say
  /// @param strata where a mismatch may come from
  record Trust(
      String level, String sentence, List<ArmUnits> arms, List<Fact> facts, List<Stratum> strata) {}

  record ArmUnits(String arm, String units, String expected, String share) {}

  record Fact(String label, String value) {}

  record Stratum(String name, String units, String share, String pValue, boolean isCause) {}

  record Guardrail(String metric, String arm, String level, String finding, String detail) {}

  /// @param aside what matters in it, and how fresh it is
  /// @param adjusted the lifts without what units were before, in a sentence each
  /// @param reasons why numbers are missing
  record MetricTable(
      String metric,
      String role,
      String aside,
      List<ArmRow> rows,
      List<String> adjusted,
      List<String> reasons) {}

  /// @param level colours the lift
  record ArmRow(
      String arm,
      String units,
      String value,
      String lift,
      String level,
      String sequential,
      String fixed,
      String pValue,
      String corrected,
      String fixedPValue,
      String chance,
      String riskOfArm,
      String riskOfControl,
      String power,
      String left) {}

  /// The lift of a metric in the values of a dimension.
  record Breakdown(String key, String metric, boolean isFirst, List<Dimension> dimensions) {}

  record Dimension(String name, List<Tick> ticks, List<Part> parts, String more) {}

  record Part(
      String value,
      String arm,
      String units,
      Bar bar,
      String level,
      String change,
      String pValue) {}
}
