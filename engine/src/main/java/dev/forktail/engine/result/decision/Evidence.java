package dev.forktail.engine.result.decision;

import dev.forktail.engine.result.RunTotals;
import dev.forktail.engine.result.report.ReportSettings;
import dev.forktail.engine.result.report.ResultReport;
import java.time.Instant;

/// What was known of a run at one moment: its totals, and by which rules they were judged. All that
/// a report says follows from that.
///
/// @param at the moment
public record Evidence(RunTotals totals, ReportSettings settings, Instant at) {

  public ResultReport report() {
    return ResultReport.of(totals, settings, at);
  }
}
