package dev.forktail.engine.query;

import java.util.List;
import java.util.stream.Collectors;

/// The view `sessions`, which every project has: the sessions of its visitors, a row each.
///
/// A session is what a client calls one (`session_id`); where it calls none, the events of a person
/// up to the next half hour without any. So it follows from the events alone: late ones find their
/// place, and nothing has to be remembered while they come. Its price is that all events of the
/// project are sorted, by few columns.
public final class SessionsView {
  /// What a session has of the first of its events of which it is known.
  private static final List<String> OF_FIRST =
      List.of(
          "host",
          "referrer",
          "channel",
          "utm_source",
          "utm_medium",
          "utm_campaign",
          "browser",
          "os",
          "device",
          "bot",
          "country",
          "region");

  private static final String READ =
      "session_id, occurred, lane, sequence, type, path, " + String.join(", ", OF_FIRST);

  /// The view.
  public static final SqlView VIEW = new SqlView("sessions", sql());

  private SessionsView() {}

  private static String sql() {
    return """
    WITH visit AS (
      SELECT coalesce(user_id, anonymous_id) AS person, %1$s,
        lag(occurred) OVER (PARTITION BY coalesce(user_id, anonymous_id), session_id
          ORDER BY occurred, lane, sequence) AS last_seen
      FROM events),
    step AS (
      SELECT person, %1$s,
        sum(CASE WHEN session_id IS NULL AND occurred - last_seen > INTERVAL 30 MINUTE THEN 1
          ELSE 0 END) OVER (PARTITION BY person, session_id
          ORDER BY occurred, lane, sequence) AS number
      FROM visit)
    SELECT coalesce(session_id, md5(person || min(occurred)::VARCHAR)) AS session, person,
      min(occurred) AS began, max(occurred) AS ended, count(*) AS events,
      count(*) FILTER (WHERE type = 'page') AS pages,
      arg_min(path, occurred) AS entry_path, arg_max(path, occurred) AS exit_path, %2$s
    FROM step GROUP BY person, session_id, number
    """
        .formatted(
            READ,
            OF_FIRST.stream()
                .map(column -> "arg_min(%1$s, occurred) AS %1$s".formatted(column))
                .collect(Collectors.joining(", ")));
  }
}
