package dev.forktail.web.result;

import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.query.SqlException;
import dev.forktail.engine.result.Forgetting;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import dev.forktail.web.project.Versioned;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mounts `POST /api/results/forget` for admin keys: results forget a person.
public final class ForgetRoutes {
  private static final Logger log = LoggerFactory.getLogger(ForgetRoutes.class);
  private static final String INVALID = "invalid_person";
  private static final int BODY_BYTES_MAX = 1 << 16;
  private static final int ID_LENGTH_MAX = IngestLimits.ID_LENGTH_MAX;

  private final Forgetting forgetting;
  private final KeyAccess admins;

  public ForgetRoutes(Forgetting forgetting, KeyRing keys) {
    this.forgetting = forgetting;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.post(
        "/api/results/forget", pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::forget)));
  }

  private Reply forget(Access access, PageRequest request) {
    var ids = ids(Versioned.body(request));
    try {
      int units = forgetting.forget(access.project(), ids);
      log.info(
          "Results have forgotten a person: project={} by={} units={}",
          access.project(),
          access.source(),
          units);
      return Versioned.fresh(Reply.json(200, JsonTree.text(Map.of("forgotten", units))));
    } catch (SqlException e) {
      log.warn("Nobody was forgotten: who is who could not be read", e);
      return Reply.error(
              503, "unavailable", null, "Nobody was forgotten: events cannot be read right now.")
          .with("Retry-After", "1");
    }
  }

  private static Set<String> ids(JsonFields body) {
    var ids = new LinkedHashSet<String>();
    for (var field : new String[] {"userId", "anonymousId"}) {
      body.findText(field).ifPresent(id -> ids.add(checked(field, id)));
    }
    body.refuseOthers();
    if (ids.isEmpty()) {
      throw new WrongFieldException(
          "userId", "Say who: {\"userId\": \"…\"} or {\"anonymousId\": \"…\"}, or both.");
    }
    return ids;
  }

  private static String checked(String field, String id) {
    if (id.isEmpty() || id.length() > ID_LENGTH_MAX) {
      throw new WrongFieldException(field, "This has 1 to %d characters.".formatted(ID_LENGTH_MAX));
    }
    return id;
  }
}
