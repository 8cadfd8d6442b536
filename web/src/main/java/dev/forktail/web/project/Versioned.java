package dev.forktail.web.project;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.web.http.IfMatch;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The steps that routes share of what has versions and an audit: experiments, metrics, pages.
public final class Versioned {
  public static final Reply NOTHING_HERE =
      Reply.error(404, "not_found", null, "Nothing is served at this path.");

  private Versioned() {}

  /// An answer that nobody keeps.
  public static Reply fresh(Reply reply) {
    return reply.with("Cache-Control", "no-store");
  }

  /// The thing itself, with its version as `ETag`.
  public static Reply one(int status, String json, long version) {
    return fresh(Reply.json(status, json)).with("ETag", IfMatch.etag(version));
  }

  /// The present, as exactly as catalogs keep times.
  public static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// What replaces the thing `name` for who has seen its version `seen`.
  @FunctionalInterface
  public interface Replacement {
    Reply answer(String name, long seen);
  }

  /// Has `replacement` answer, if the path behind `beginning` is one name, and the request says
  /// which version it is about.
  public static Reply replace(PageRequest request, String beginning, Replacement replacement) {
    var parts = request.partsBehind(beginning);
    if (parts.size() != 1) {
      return NOTHING_HERE;
    }
    return switch (IfMatch.of(request)) {
      case IfMatch.Absent() -> IfMatch.MISSING;
      case IfMatch.Version(var seen) -> replacement.answer(parts.getFirst(), seen);
    };
  }

  /// The body of a request that may have none.
  ///
  /// @throws WrongFieldException when it is no JSON object
  public static JsonFields body(PageRequest request) {
    return request.body().length == 0 ? JsonTree.object("{}") : JsonTree.object(request.body());
  }

  /// What somebody has to say about a change: the field `note`.
  ///
  /// @throws WrongFieldException when it is too long
  public static String note(JsonFields json, int lengthMax) {
    var note = json.findText("note").orElse("");
    if (note.length() > lengthMax) {
      throw new WrongFieldException(
          json.at("note"), "This has at most " + lengthMax + " characters.");
    }
    return note;
  }

  /// Lets `json` have fields that only the server says, which come back with what it has answered.
  public static void ignore(JsonFields json, String... told) {
    for (var field : told) {
      json.has(field);
    }
  }
}
