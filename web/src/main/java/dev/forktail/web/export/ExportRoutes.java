package dev.forktail.web.export;

import dev.forktail.engine.export.ExportControl;
import dev.forktail.engine.export.ExportControl.Answer;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.Endpoint;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.util.function.Supplier;

/// Mounts the export for admin keys: `GET /v1/export` says how it stands; `POST /v1/export/now`,
/// `/v1/export/pause` and `/v1/export/resume` tell it what to do.
public final class ExportRoutes {
  private final ExportControl export;
  private final KeyAccess admins;
  private final Pages pages;

  public ExportRoutes(ExportControl export, KeyRing keys, Pages pages) {
    this.export = export;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
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
    return pages.of(request -> admins.reply(request, _ -> answer.get()));
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
