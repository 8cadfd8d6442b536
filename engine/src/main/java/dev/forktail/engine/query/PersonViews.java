package dev.forktail.engine.query;

/// Views about who is who, and who has seen which arm. They follow from the set of stored events
/// alone: in whatever order these come, however late, the answers are the same.
public final class PersonViews {
  private static final String IDENTITY =
      """
      SELECT anonymous_id, user_id, occurred AS since
      FROM (
        SELECT anonymous_id, user_id, occurred,
          row_number() OVER (PARTITION BY anonymous_id ORDER BY occurred, user_id) AS place
        FROM events
        WHERE anonymous_id IS NOT NULL AND user_id IS NOT NULL
          AND (type IN ('identify', 'alias') OR name = 'Experiment Viewed')) AS named
      WHERE place = 1
      """;

  private static final String EXPOSURE =
      """
      WITH identity AS (%s),
      seen AS (
        SELECT user_id, anonymous_id, occurred, properties->>'unit_id' AS id,
          coalesce(properties->>'unit', 'person') AS unit,
          coalesce(properties->>'experiment_id', properties->>'experiment_name') AS experiment,
          coalesce(properties->>'variation_id', properties->>'variation_name') AS variant
        FROM events
        WHERE name = 'Experiment Viewed' AND NOT coalesce(bot, false)),
      of_unit AS (
        SELECT experiment, variant, unit, seen.occurred,
          CASE WHEN unit = 'person' THEN coalesce(seen.user_id, identity.user_id, seen.anonymous_id)
            ELSE id END AS unit_id
        FROM seen LEFT JOIN identity ON identity.anonymous_id = seen.anonymous_id)
      SELECT experiment, variant, unit, unit_id, min(occurred) AS first_seen,
        max(occurred) AS last_seen, count(*) AS events
      FROM of_unit
      WHERE experiment IS NOT NULL AND variant IS NOT NULL AND unit_id IS NOT NULL
      GROUP BY experiment, variant, unit, unit_id
      """
          .formatted(IDENTITY);

  private static final String CROSSOVER =
      """
      WITH exposure AS (%s)
      SELECT experiment, unit, unit_id,
        string_agg(variant, ', ' ORDER BY first_seen, variant) AS variants,
        min(first_seen) AS first_seen, max(first_seen) AS crossed, sum(events)::BIGINT AS events
      FROM exposure GROUP BY experiment, unit, unit_id HAVING count(*) > 1
      """
          .formatted(EXPOSURE);

  /// `identities`: whose each anonymous id is. It belongs to the first user who was named beside
  /// it: by `identify`, by `alias`, or by an exposure, whose ids come from one request. So users
  /// are never joined to each other.
  public static final SqlView IDENTITIES = new SqlView("identities", IDENTITY);

  /// `exposures`: which unit has seen which variant of an experiment, without bots. The unit of an
  /// event that names none is the person.
  public static final SqlView EXPOSURES = new SqlView("exposures", EXPOSURE);

  /// `crossovers`: the units that have seen more than one variant of an experiment.
  public static final SqlView CROSSOVERS = new SqlView("crossovers", CROSSOVER);

  private PersonViews() {}
}
