package dev.forktail.web.export;

import dev.forktail.engine.export.ExportControl;
import dev.forktail.engine.export.ExportControl.Answer;
import dev.forktail.engine.ingest.ClientTime;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.Endpoint;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Mounts the export for admin keys: `GET /v1/export` says how it stands; `POST /v1/export/now`,
/// `/v1/export/reexport?from=…&to=…`, `/v1/export/pause` and `/v1/export/resume` tell it what to
/// do.
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
    routes.post("/v1/export/now", asAdmin(() -> answer(export.exportNow())));
    routes.post(
        "/v1/export/reexport", pages.of(request -> admins.reply(request, _ -> reexport(request))));
    routes.post("/v1/export/pause", asAdmin(() -> status(export.pause())));
    routes.post("/v1/export/resume", asAdmin(() -> status(export.resume())));
  }

  /// Answers if the request shows an admin key.
  private Endpoint asAdmin(Supplier<Reply> answer) {
    return pages.of(request -> admins.reply(request, _ -> answer.get()));
  }

  private Reply reexport(PageRequest request) {
    var from = moment(request, "from");
    var to = moment(request, "to");
    if (from.isEmpty() || to.isEmpty()) {
      return Reply.error(
          400,
          "invalid_parameter",
          from.isEmpty() ? "from" : "to",
          "Say from when to when it arrived: ?from=2026-11-22T10:30:00Z&to=2026-11-22T11:00:00Z.");
    }
    return from.get().isBefore(to.get())
        ? answer(export.reexport(from.get(), to.get()))
        : Reply.error(400, "invalid_parameter", "from", "\"from\" must lie before \"to\".");
  }

  private static Optional<Instant> moment(PageRequest request, String name) {
    return request.findParameter(name).flatMap(ClientTime::parse);
  }

  private static Reply answer(Answer answer) {
    return switch (answer) {
      case Answer.Begun(var task) -> Reply.json(202, ExportJson.of(task));
      case Answer.Refused(String reason) -> Reply.error(409, "conflict", null, reason);
    };
  }

  private static Reply status(ExportControl.Status status) {
    return Reply.json(200, ExportJson.of(status)).with("Cache-Control", "no-store");
  }
}
