package dev.forktail.postgres.audit;

import dev.forktail.engine.imports.ImportCatalog;

/// Queries as those of [Differences] over what was imported: what the parts of all imports say they
/// have added, against the accounts and the rollups of the lane of imports.
final class ImportDifferences {
  private ImportDifferences() {}

  static String accounts() {
    return """
    SELECT format('source_account.%%s of imports project=%%s source=%%s', what, project, source),
      kept, recounted
    FROM (
      SELECT project, source, what, coalesce(kept, 0) AS kept, coalesce(recounted, 0) AS recounted
      FROM (
        SELECT project, source, v.what, v.kept FROM kept_account, LATERAL (VALUES
          ('stored', stored), ('duplicates', duplicates), ('dead_letters', dead_letters))
          AS v (what, kept)
        WHERE lane = %d) AS k
      FULL JOIN (
        SELECT project, source, v.what, v.recounted FROM kept_import, LATERAL (VALUES
          ('stored', stored), ('duplicates', duplicates), ('dead_letters', dead_letters))
          AS v (what, recounted)) AS r
      USING (project, source, what)) AS both_sides
    WHERE kept <> recounted
    """
        .formatted(ImportCatalog.LANE);
  }

  /// Where counters were let go of, those that are left are less than what was imported.
  static String rollup(String unit) {
    return """
    SELECT format('rollup_%1$s of imports project=%%s source=%%s', project, source), kept, recounted
    FROM (
      SELECT project, source, coalesce(k.events, 0) AS kept, coalesce(r.stored, 0) AS recounted
      FROM (
        SELECT project, source, sum(events)::bigint AS events FROM kept_%1$s
        WHERE lane = %2$d GROUP BY project, source) AS k
      FULL JOIN kept_import AS r USING (project, source)) AS both_sides
    WHERE kept > recounted OR (kept < recounted AND
      (SELECT since FROM kept_since WHERE unit = '%1$s') = TIMESTAMPTZ '1970-01-01T00:00:00Z')
    """
        .formatted(unit, ImportCatalog.LANE);
  }
}
