package dev.forktail.web.query;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.query.EventQueries;
import dev.forktail.engine.query.EventQueries.SourceAccount;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.rollup.Count;
import dev.forktail.engine.rollup.CountQuery;
import dev.forktail.engine.rollup.DimensionCount;
import dev.forktail.engine.rollup.DimensionQuery;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Mounts the questions of the JSON API: `/v1/counts` and `/v1/accounts`, for read and admin keys.
/// Every answer says as of when it is true: all that was acknowledged and stored before is in it.
public final class QueryRoutes {
  private final Counting counting;
  private final EventQueries queries;
  private final KeyAccess access;
  private final InstantSource clock;
  private final Pages pages;

  /// Who counts, for all ages.
  ///
  /// @param names fails as [dev.forktail.engine.query.EventCounts] does
  /// @param values fails as [dev.forktail.engine.query.DimensionCounts] does
  public record Counting(
      Function<CountQuery, List<Count>> names,
      Function<DimensionQuery, List<DimensionCount>> values) {}

  public QueryRoutes(
      Counting counting, EventQueries queries, KeyRing keys, InstantSource clock, Pages pages) {
    this.counting = counting;
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
      case CountParameters.By(DimensionQuery query) -> counts(query);
    };
  }

  private Reply counts(CountQuery query) {
    String asOf = clock.instant().toString();
    List<Count> found;
    try {
      found = counting.names().apply(query);
    } catch (SqlException e) {
      return FailureReply.of(e);
    }
    var json = begin(asOf, query.from(), query.to()).append(",\"counts\":[");
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

  private Reply counts(DimensionQuery query) {
    String asOf = clock.instant().toString();
    List<DimensionCount> found;
    try {
      found = counting.values().apply(query);
    } catch (SqlException e) {
      return FailureReply.of(e);
    }
    var json = begin(asOf, query.from(), query.to()).append(",\"counts\":[");
    String separator = "";
    for (var count : found) {
      JsonText.quote(json.append(separator).append("{\"bucket\":"), count.bucket().toString());
      json.append(",\"").append(query.dimension().text()).append("\":");
      JsonText.quote(json, count.value());
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

  private static StringBuilder begin(String asOf, Instant from, Instant to) {
    var json = begin(asOf);
    JsonText.quote(json.append(",\"from\":"), from.toString());
    return JsonText.quote(json.append(",\"to\":"), to.toString());
  }
}
