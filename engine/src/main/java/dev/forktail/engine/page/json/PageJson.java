package dev.forktail.engine.page.json;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.VariantKey;
import dev.forktail.assignment.form.JsonText;
import dev.forktail.engine.json.JsonFields;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.Content;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.page.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Pages as JSON:
///
/// ```json
/// {"slug": "summer", "experiment": "summer", "maxAge": 60, "content": {"html": "<h1>A</h1>"},
///  "variants": {"treatment": {"html": "<h1>B</h1>"}, "elsewhere": {"redirect": "/new"}}}
/// ```
public final class PageJson {
  private static final String SLUG = "slug";
  private static final String EXPERIMENT = "experiment";
  private static final String AGE = "maxAge";
  private static final String CONTENT = "content";
  private static final String VARIANTS = "variants";
  private static final String HTML = "html";
  private static final String JSON = "json";
  private static final String REDIRECT = "redirect";

  private PageJson() {}

  /// The page in `json`.
  ///
  /// @throws WrongFieldException when it is none
  public static PageDefinition read(String json) {
    return read(JsonTree.object(json));
  }

  /// The page in the fields of `json` that the caller has not asked for.
  ///
  /// @throws WrongFieldException when it is none
  public static PageDefinition read(JsonFields json) {
    var slug = checked(json.at(SLUG), json.text(SLUG), Slug::new);
    var experiment =
        json.findText(EXPERIMENT)
            .map(text -> checked(json.at(EXPERIMENT), text, ExperimentKey::new));
    var age = json.has(AGE) ? json.integer(AGE, 0, (int) PageDefinition.AGE_MAX.toSeconds()) : 0;
    var content =
        json.findObject(CONTENT)
            .map(PageJson::content)
            .orElseThrow(
                () ->
                    new WrongFieldException(
                        json.at(CONTENT), "Say what is seen: \"content\": {\"html\": \"…\"}."));
    var variants = json.findObject(VARIANTS).map(PageJson::variants).orElse(Map.of());
    json.refuseOthers();
    return checked(
        json.at(variants.size() > PageDefinition.VARIANTS_MAX ? VARIANTS : EXPERIMENT),
        slug,
        known -> new PageDefinition(known, experiment, content, variants, Duration.ofSeconds(age)));
  }

  private static Map<VariantKey, Content> variants(JsonFields json) {
    var variants = new LinkedHashMap<VariantKey, Content>();
    for (var name : json.names()) {
      var key = checked(json.at(name), name, VariantKey::new);
      json.findObject(name).ifPresent(fields -> variants.put(key, content(fields)));
    }
    return variants;
  }

  private static Content content(JsonFields json) {
    var html = json.findText(HTML).map(text -> checked(json.at(HTML), text, Content.Html::new));
    var redirect =
        json.findText(REDIRECT)
            .map(text -> new Content.Redirect(checked(json.at(REDIRECT), text, Target::new)));
    var value = json.value(JSON);
    json.refuseOthers();
    var all =
        java.util.stream.Stream.of(
                html,
                redirect,
                Optional.ofNullable(value)
                    .map(tree -> checked(json.at(JSON), JsonTree.text(tree), Content.Json::new)))
            .<Content>flatMap(Optional::stream)
            .toList();
    if (all.size() != 1) {
      throw new WrongFieldException(json.path(), "This has one of html, json and redirect.");
    }
    return all.getFirst();
  }

  private static <A, B> B checked(String field, A value, Function<A, B> make) {
    try {
      return make.apply(value);
    } catch (IllegalArgumentException e) {
      throw new WrongFieldException(field, e.getMessage() + ".");
    }
  }

  /// One object.
  public static String write(PageDefinition page) {
    return JsonTree.text(tree(page));
  }

  /// The fields of one object, to which more may be added.
  public static Map<String, Object> tree(PageDefinition page) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put(SLUG, page.slug().value());
    page.experiment().ifPresent(key -> tree.put(EXPERIMENT, key.value()));
    if (!page.maxAge().isZero()) {
      tree.put(AGE, page.maxAge().toSeconds());
    }
    tree.put(CONTENT, tree(page.content()));
    if (!page.variants().isEmpty()) {
      var variants = new LinkedHashMap<String, Object>();
      page.variants().forEach((key, content) -> variants.put(key.value(), tree(content)));
      tree.put(VARIANTS, variants);
    }
    return tree;
  }

  private static Map<String, Object> tree(Content content) {
    return switch (content) {
      case Content.Html(var text) -> Map.of(HTML, text);
      case Content.Json(var text) -> Map.of(JSON, new JsonText(text));
      case Content.Redirect(var target) -> Map.of(REDIRECT, target.value());
    };
  }
}
