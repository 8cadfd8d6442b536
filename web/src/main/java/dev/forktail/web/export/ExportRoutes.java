package dev.forktail.web.export;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.ExportControl;
import dev.forktail.engine.export.ExportControl.Answer;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.Endpoint;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import java.util.function.Supplier;

/// Mounts the export for admin keys: `GET /v1/export` says how it stands; `POST /v1/export/now`,
/// `/v1/export/pause` and `/v1/export/resume` tell it what to do.
public final class ExportRoutes {
  private final ExportControl export;
  private final KeyRing keys;
  private final Pages pages;

  public ExportRoutes(ExportControl export, KeyRing keys, Pages pages) {
    this.export = export;
    this.keys = keys;
    this.pages = pages;
  }

  public void addTo(Routes routes) {
    routes.get("/v1/export", asAdmin(() -> status(export.status())));
    routes.post("/v1/export/now", asAdmin(this::now));
    routes.post("/v1/export/pause", asAdmin(() -> status(export.pause())));
    routes.post("/v1/export/resume", asAdmin(() -> status(export.resume())));
  }

  /// Answers if the request shows an admin key.
  private Endpoint asAdmin(Supplier<Reply> answer) {
    return pages.of(request -> reply(request, answer));
  }

  private Reply reply(PageRequest request, Supplier<Reply> answer) {
    var key = request.findBearer();
    if (key.isEmpty()) {
      return unauthorized("missing_key", "Send an admin key: Authorization: Bearer KEY.");
    }
    var access = keys.find(key.get());
    if (access.isEmpty()) {
      return unauthorized("unknown_key", "The key is not known.");
    }
    if (!access.get().role().covers(KeyRole.ADMIN)) {
      return Reply.error(403, "forbidden", "Authorization", "This takes an admin key.");
    }
    try {
      return answer.get();
    } catch (StoreException e) {
      return Reply.error(503, "unavailable", null, "The store does not answer right now.")
          .with("Retry-After", "1");
    }
  }

  private static Reply unauthorized(String code, String message) {
    return Reply.error(401, code, "Authorization", message).with("WWW-Authenticate", "Bearer");
  }

  private Reply now() {
    return switch (export.exportNow()) {
      case Answer.Begun(var task) -> Reply.json(202, ExportJson.of(task));
      case Answer.Refused(String reason) -> Reply.error(409, "conflict", null, reason);
    };
  }

  private static Reply status(ExportControl.Status status) {
    return Reply.json(200, ExportJson.of(status)).with("Cache-Control", "no-store");
  }
}
