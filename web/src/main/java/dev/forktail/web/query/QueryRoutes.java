package dev.forktail.web.query;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Mounts the questions of the JSON API: `/v1/counts` and `/v1/accounts`, for read and admin keys.
/// Every answer says as of when it is true: all that was acknowledged and stored before is in it.
public final class QueryRoutes {
  private final Function<CountQuery, List<Count>> counts;
  private final EventQueries queries;
  private final KeyAccess access;
  private final InstantSource clock;
  private final Pages pages;

  /// @param counts answers for all ages; fails as [dev.forktail.engine.query.EventCounts] does
  public QueryRoutes(
      Function<CountQuery, List<Count>> counts,
      EventQueries queries,
      KeyRing keys,
      InstantSource clock,
      Pages pages) {
    this.counts = counts;
    this.queries = queries;
    this.access = new KeyAccess(keys, KeyRole.READ);
    this.clock = clock;
    this.pages = pages;
  }

  public void addTo(Routes routes) {
    routes.get("/v1/counts", pages.of(request -> access.reply(request, a -> counts(a, request))));
    routes.get("/v1/accounts", pages.of(request -> access.reply(request, this::accounts)));
  }

  private Reply counts(Access access, PageRequest request) {
    return switch (CountParameters.read(access.project(), request, clock)) {
      case CountParameters.Wrong(String parameter, String message) ->
          Reply.error(400, "invalid_parameter", parameter, message);
      case CountParameters.Right(CountQuery query) -> counts(query);
    };
  }

  private Reply counts(CountQuery query) {
    String asOf = clock.instant().toString();
    List<Count> found;
    try {
      found = counts.apply(query);
    } catch (SqlException e) {
      return FailureReply.of(e);
    }
    var json = begin(asOf);
    JsonText.quote(json.append(",\"from\":"), query.from().toString());
    JsonText.quote(json.append(",\"to\":"), query.to().toString());
    json.append(",\"counts\":[");
    String separator = "";
    for (var count : found) {
      JsonText.quote(json.append(separator).append("{\"bucket\":"), count.bucket().toString());
      JsonText.quote(json.append(",\"name\":"), count.name());
      JsonText.quote(json.append(",\"source\":"), count.source());
      json.append(",\"events\":").append(count.events()).append('}');
      separator = ",";
    }
    return Reply.json(200, json.append("]}").toString());
  }

  private Reply accounts(Access access) {
    String asOf = clock.instant().toString();
    List<SourceAccount> accounts = queries.accounts(access.project());
    var json = begin(asOf).append(",\"accounts\":[");
    String separator = "";
    for (var account : accounts) {
      long sent = account.stored() + account.duplicates() + account.deadLetters();
      JsonText.quote(json.append(separator).append("{\"source\":"), account.source());
      json.append(",\"sent\":").append(sent);
      json.append(",\"stored\":").append(account.stored());
      json.append(",\"duplicates\":").append(account.duplicates());
      json.append(",\"dead_letters\":").append(account.deadLetters()).append('}');
      separator = ",";
    }
    return Reply.json(200, json.append("]}").toString());
  }

  private static StringBuilder begin(String asOf) {
    return JsonText.quote(new StringBuilder(1_024).append("{\"as_of\":"), asOf);
  }
}
