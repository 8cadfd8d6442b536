package dev.forktail.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BuiltInViewsTest {
  private static final SqlView OWN = new SqlView("exposures", "SELECT 1");
  private static final SqlView OTHER = new SqlView("buyers", "SELECT * FROM exposures");

  @Test
  void aViewOfTheProjectTakesThePlaceOfTheOneOfItsName() {
    assertThat(BuiltInViews.before(List.of(OWN, OTHER)))
        .containsExactly(
            SessionsView.VIEW, PersonViews.IDENTITIES, PersonViews.CROSSOVERS, OWN, OTHER);
    assertThat(BuiltInViews.before(List.of())).isEqualTo(BuiltInViews.ALL);
  }

  @Test
  void onlyWhatTheProjectHasIsCatalogued() {
    var read = Set.of("exposures", "sessions", "buyers");

    assertThat(BuiltInViews.catalogued(read, BuiltInViews.before(List.of(OWN, OTHER))))
        .isEqualTo(Set.of("exposures", "buyers"));
    assertThat(BuiltInViews.catalogued(read, BuiltInViews.before(List.of(OTHER))))
        .isEqualTo(Set.of("buyers"));
  }
}
