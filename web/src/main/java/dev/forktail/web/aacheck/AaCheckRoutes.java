package dev.forktail.web.aacheck;

import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.metric.MetricKey;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.aacheck.AaCheckControl;
import dev.forktail.engine.result.aacheck.AaCheckRequest;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import dev.forktail.web.project.Versioned;
import java.util.List;

/// Mounts A/A checks for admin keys: `POST /api/aa-check` begins one, `GET` says how far it is and
/// what it has found.
public final class AaCheckRoutes {
  private static final String PATH = "/api/aa-check";
  private static final String INVALID = "invalid_aa_check";
  private static final int BODY_BYTES_MAX = 1 << 16;
  private static final Reply MISSING =
      Reply.error(
          404, "not_found", null, "No A/A check was asked for since the server has started.");
  private static final Reply BUSY =
      Reply.error(
          409, "conflict", null, "Another A/A check is running; ask again when it is done.");

  private final AaCheckControl checks;
  private final KeyAccess admins;

  public AaCheckRoutes(AaCheckControl checks, KeyRing keys) {
    this.checks = checks;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.post(PATH, pages.withBody(BODY_BYTES_MAX, admins.page(INVALID, this::begin)));
    routes.get(PATH, pages.of(admins.page(INVALID, (access, _) -> show(access))));
  }

  private Reply begin(Access access, PageRequest request) {
    var wish = read(Versioned.body(request));
    return checks
        .begin(access.project(), wish)
        .map(task -> Reply.json(202, AaCheckJson.of(task)))
        .orElse(BUSY);
  }

  private static AaCheckRequest read(JsonFields body) {
    var metrics = body.has("metrics") ? body.texts("metrics") : List.<String>of();
    if (metrics.size() > AaCheckRequest.METRICS_MAX) {
      throw new WrongFieldException(
          "metrics", "At most " + AaCheckRequest.METRICS_MAX + " are checked at once.");
    }
    int days =
        body.has("days") ? body.integer("days", 1, AaCheckRequest.DAYS_MAX) : AaCheckRequest.DAYS;
    int salts =
        body.has("salts")
            ? body.integer("salts", AaCheckRequest.SALTS_MIN, AaCheckRequest.SALTS_MAX)
            : AaCheckRequest.SALTS;
    int seed = body.has("seed") ? body.integer("seed", 0, Integer.MAX_VALUE) : 0;
    body.refuseOthers();
    return new AaCheckRequest(metrics.stream().map(AaCheckRoutes::key).toList(), days, salts, seed);
  }

  private static MetricKey key(String text) {
    try {
      return new MetricKey(text);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException("metrics", e.getMessage() + ".");
    }
  }

  private Reply show(Access access) {
    return checks
        .findLast(access.project())
        .map(task -> Versioned.fresh(Reply.json(200, AaCheckJson.of(task))))
        .orElse(MISSING);
  }
}
