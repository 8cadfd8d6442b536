package dev.forktail.web.decision;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.result.decision.Decisions;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Optional;
import java.util.OptionalLong;

/// Mounts what was known when an experiment was decided, for read and admin keys: `GET
/// /api/experiments/KEY/decision`, with `version` that of an earlier decision; as a page that needs
/// nothing else with `Accept: text/html`.
public final class DecisionRoutes {
  private static final String EXPERIMENTS = "/api/experiments/";
  private static final Reply MISSING =
      Reply.error(404, "not_found", "key", "No experiment of this key was decided.");
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Decisions decisions;
  private final KeyAccess readers;
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, DecisionRoutes.class.getClassLoader(), "dev.forktail.web");

  public DecisionRoutes(Decisions decisions, KeyRing keys) {
    this.decisions = decisions;
    this.readers = new KeyAccess(keys, KeyRole.READ);
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get(
        EXPERIMENTS + "*/decision",
        pages.of(request -> readers.reply(request, access -> answer(access.project(), request))));
  }

  private Reply answer(ProjectId project, PageRequest request) {
    boolean html = request.findHeader("Accept").orElse("").startsWith("text/html");
    return findKey(request.partsBehind(EXPERIMENTS).getFirst())
        .flatMap(key -> decisions.find(project, key, version(request)))
        .map(document -> html ? page(document) : Reply.json(200, document))
        .map(reply -> reply.with("Cache-Control", "no-store").with("Vary", "Accept"))
        .orElse(MISSING);
  }

  private static OptionalLong version(PageRequest request) {
    return request
        .findParameter("version")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /// The page of a document.
  Reply page(String document) {
    var output = new StringOutput();
    var view = DecisionViews.of(document);
    templates.render("decision/page.jte", view, output);
    return Reply.html(output.toString()).with("Content-Security-Policy", POLICY);
  }

  private static Optional<ExperimentKey> findKey(String text) {
    try {
      return Optional.of(new ExperimentKey(text));
    } catch (IllegalArgumentException _) { // no experiment can have such a key
      return Optional.empty();
    }
  }
}
