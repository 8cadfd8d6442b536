package dev.forktail.engine.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The views that every project has. Each reads tables only, for a project may have a view of its
/// own in the place of any of them.
final class BuiltInViews {
  static final List<SqlView> ALL =
      List.of(
          SessionsView.VIEW, PersonViews.IDENTITIES, PersonViews.EXPOSURES, PersonViews.CROSSOVERS);

  private BuiltInViews() {}

  /// The views of a project with these before them, but those of which it has one of its own.
  static List<SqlView> before(List<SqlView> own) {
    var taken = own.stream().map(SqlView::name).collect(Collectors.toSet());
    return Stream.concat(ALL.stream().filter(view -> !taken.contains(view.name())), own.stream())
        .toList();
  }

  /// Those of `views` that are catalogued: not the built-in ones among `seen`.
  static Set<String> catalogued(Set<String> views, List<SqlView> seen) {
    var builtIn =
        ALL.stream().filter(seen::contains).map(SqlView::name).collect(Collectors.toSet());
    return views.stream()
        .filter(view -> !builtIn.contains(view))
        .collect(Collectors.toUnmodifiableSet());
  }
}
