package dev.forktail.web.page;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Variant;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.json.WrongFieldException;
import dev.forktail.engine.page.Content;
import dev.forktail.engine.page.PageDefinition;
import dev.forktail.engine.project.Access;
import java.util.stream.Collectors;

/// Whether a page can be shown to visitors as somebody wants it.
public final class PageCheck {
  private final LiveExperiments live;

  public PageCheck(LiveExperiments live) {
    this.live = live;
  }

  /// Refuses a page whose experiment is not there, does not have these variants, or is not for
  /// visitors; and one that leads astray.
  ///
  /// @throws WrongFieldException when it is so
  void require(Access access, PageDefinition page) {
    page.experiment().ifPresent(key -> requireVariants(page, experiment(access, key)));
    requireTarget("content", page, page.content());
    page.variants()
        .forEach((key, content) -> requireTarget("variants." + key.value(), page, content));
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
    var known =
        experiment.variants().stream().map(Variant::key).collect(Collectors.toUnmodifiableSet());
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

  private static void requireTarget(String field, PageDefinition page, Content content) {
    if (!(content instanceof Content.Redirect(var target))) {
      return;
    }
    if (target.host().isPresent()) {
      throw new WrongFieldException(
          field + ".redirect", "Visitors are only sent to paths of this site.");
    }
    if (target.path().equals(VisitedPages.BEGINNING + page.slug().value())) {
      throw new WrongFieldException(field + ".redirect", "A page does not lead to itself.");
    }
  }
}
