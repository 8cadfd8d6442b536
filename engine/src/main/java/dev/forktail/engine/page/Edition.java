package dev.forktail.engine.page;

import dev.forktail.engine.event.ProjectId;
import java.util.Optional;

/// What visitors get of a slug, as somebody published or withdrew it.
///
/// @param version that of the page when that was done, so that the higher one of two editions is
///   the newer one; 0 when it never was
/// @param shown empty when they get nothing
public record Edition(Slug slug, long version, Optional<Shown> shown) {

  /// A page that is shown, and whose it is.
  public record Shown(ProjectId project, PageDefinition page) {}

  /// That of a slug of which nothing was ever published.
  public static Edition none(Slug slug) {
    return new Edition(slug, 0, Optional.empty());
  }

  /// How much memory it takes, roughly.
  long bytes() {
    return 200 + shown.map(found -> found.page().bytes()).orElse(0L);
  }
}
