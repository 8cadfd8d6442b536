package dev.forktail.web.page;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.json.WrongFieldException;
import dev.forktail.engine.page.Content;
import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.project.Access;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a page can be shown to visitors as somebody wants it.
public final class PageCheck {
  private final LiveExperiments live;
  private final PageCatalog catalog;

  public PageCheck(LiveExperiments live, PageCatalog catalog) {
    this.live = live;
    this.catalog = catalog;
  }

  /// Refuses a page whose experiment is not there, does not have these variants, or is not for
  /// visitors; and one that leads astray.
  ///
  /// @throws WrongFieldException when it is so
  void require(Access access, PageDefinition page) {
    page.experiment().ifPresent(key -> requireVariants(page, experiment(access, key)));
    requireTarget(access, "content", page, page.content());
    page.variants()
        .forEach((key, content) -> requireTarget(access, "variants." + key.value(), page, content));
  }

  /// Refuses a variant that visitors of the page cannot have.
  ///
  /// @throws WrongFieldException when it is so
  void requireVariant(Access access, PageDefinition page, VariantKey variant) {
    boolean isKnown =
        page.experiment()
            .map(key -> experiment(access, key))
            .filter(experiment -> keys(experiment).contains(variant))
            .isPresent();
    if (!isKnown) {
      throw new WrongFieldException("variant", "The page's experiment has no such variant.");
    }
  }

  private static Set<VariantKey> keys(Experiment experiment) {
    return experiment.variants().stream().map(Variant::key).collect(Collectors.toUnmodifiableSet());
  }

  private Experiment experiment(Access access, ExperimentKey key) {
    var experiment =
        live.of(access.project())
            .find(key)
            .map(StoredExperiment::experiment)
            .orElseThrow(
                () -> new WrongFieldException("experiment", "There is no such experiment."));
    if (!isOfVisitors(experiment.unit())) {
      throw new WrongFieldException(
          "experiment",
          "Who visits a page is known as anonymousId, or as person when they log in; give the"
              + " experiment one of these as its unit.");
    }
    return experiment;
  }

  private static boolean isOfVisitors(Unit unit) {
    return switch (unit) {
      case Unit.AnonymousId(), Unit.Person() -> true;
      case Unit.UserId(), Unit.DeviceId(), Unit.AccountId(), Unit.Attribute(_) -> false;
    };
  }

  private static void requireVariants(PageDefinition page, Experiment experiment) {
    var known = keys(experiment);
    for (var key : page.variants().keySet()) {
      if (!known.contains(key)) {
        throw new WrongFieldException(
            "variants." + key.value(),
            "The experiment has no such variant; it has %s."
                .formatted(
                    experiment.variants().stream()
                        .map(variant -> variant.key().value())
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private void requireTarget(Access access, String field, PageDefinition page, Content content) {
    if (!(content instanceof Content.Redirect(var target))) {
      return;
    }
    var host = target.host();
    if (host.isPresent() && !catalog.redirectHosts(access.project()).contains(host.get())) {
      throw new WrongFieldException(
          field + ".redirect",
          "Visitors are sent to paths of this site, and to the sites of PUT /api/redirect-hosts; "
              + host.get()
              + " is none of them.");
    }
    if (target.path().equals(VisitedPages.BEGINNING + page.slug().value())) {
      throw new WrongFieldException(field + ".redirect", "A page does not lead to itself.");
    }
  }
}
