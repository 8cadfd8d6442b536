package dev.forktail.web.decision;

import java.util.List;

/// A decision as its page shows it.
///
/// @param decided who, when
/// @param verdict what the results said then; what there was instead, when nothing was known
/// @param asOf up to when what was stored counted
/// @param document where the same is as JSON, with the totals
record DecisionView(
    String experiment,
    String name,
    String winner,
    String decided,
    String note,
    List<String> ramp,
    String verdict,
    String reason,
    List<Arm> arms,
    List<Row> rows,
    String asOf,
    String document) {
  DecisionView {
    ramp = List.copyOf(ramp);
    arms = List.copyOf(arms);
    rows = List.copyOf(rows);
  }

  /// How many units an arm had.
  record Arm(String variant, String units, String expected) {}

  /// A metric of a treatment against the control.
  record Row(
      String metric,
      String role,
      String variant,
      String control,
      String treatment,
      String lift,
      String interval,
      String chance) {}
}
