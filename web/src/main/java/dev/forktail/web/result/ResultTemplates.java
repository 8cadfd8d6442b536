package dev.forktail.web.result;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// The templates of the pages of experiments.
final class ResultTemplates {
  /// The package that the build generates templates into.
  private static final String GENERATED_IN = "dev.forktail.web";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, ResultTemplates.class.getClassLoader(), GENERATED_IN);

  String one(OnePage page) {
    return render("result/page.jte", page);
  }

  String all(AllPage page) {
    return render("result/list.jte", page);
  }

  String missing(MissingPage page) {
    return render("result/missing.jte", page);
  }

  private String render(String template, Object page) {
    var output = new StringOutput();
    engine.render(template, page, output);
    return output.toString();
  }

  /// @param canLeave whether there is a session to end
  record OnePage(ResultView view, boolean canLeave) {}

  record AllPage(ListView view, boolean canLeave) {}

  /// @param name of an experiment that has no results
  /// @param exists whether there is such an experiment
  record MissingPage(String name, boolean exists, boolean canLeave) {}
}
