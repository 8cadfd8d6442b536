package dev.forktail.web.live;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.LinkedHashMap;
import java.util.Map;

/// The templates of the live page. A part of the page is made by the same template as the page.
final class LiveTemplates {
  /// The package that the build generates templates into, so that a folder of templates shares the
  /// package of its feature.
  private static final String GENERATED_IN = "dev.forktail.web";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, LiveTemplates.class.getClassLoader(), GENERATED_IN);

  String page(PageView view) {
    return render("live/page.jte", view);
  }

  String login(LoginView view) {
    return render("live/login.jte", view);
  }

  /// What changes while one looks, each under the name of the place where it stands.
  Map<String, String> parts(LiveView view) {
    var parts = new LinkedHashMap<String, String>();
    parts.put("verdict", render("live/verdict.jte", view.verdict()));
    parts.put("tiles", render("live/tiles.jte", view.tiles()));
    parts.put("chart", view.chart().json());
    parts.put("legend", render("live/legend.jte", view.chart()));
    parts.put("steps", render("live/steps.jte", view.steps()));
    parts.put("canary", render("live/canary.jte", view.canary()));
    parts.put("newest", render("live/newest.jte", view.rows()));
    parts.put("top", render("live/top.jte", view.top()));
    parts.put("accounts", render("live/accounts.jte", view.accounts()));
    return parts;
  }

  private String render(String template, Object view) {
    var output = new StringOutput();
    engine.render(template, view, output);
    return output.toString();
  }

  /// The whole page.
  ///
  /// @param curl the command that sends a first event
  /// @param canLeave whether there is a session to end
  record PageView(LiveView live, String curl, boolean canLeave) {}

  /// The form that asks for a key.
  record LoginView(boolean refused) {}
}
