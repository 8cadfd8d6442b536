package dev.forktail.engine.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What holds for every catalog of pages, and for the rules over it.
public abstract class PageCatalogContract {
  private static final ProjectId ONE = new ProjectId(1);
  private static final ProjectId TWO = new ProjectId(2);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Slug SUMMER = new Slug("summer");
  private static final OptionalLong WHICHEVER = OptionalLong.empty();

  protected abstract PageCatalog emptyCatalog();

  @Test
  void aDraftIsThereAsItWasMadeAndNobodySeesIt() {
    var catalog = emptyCatalog();

    var outcome = create(catalog, ONE, false);

    var stored = new StoredPage(ONE, page("A"), 1, Optional.empty(), NOON, NOON);
    assertThat(outcome).isEqualTo(new PageOutcome.Store(stored, change(Action.CREATE, 0)));
    assertThat(catalog.find(ONE, SUMMER)).contains(stored);
    assertThat(catalog.find(TWO, SUMMER)).isEmpty();
    assertThat(catalog.list(ONE))
        .containsExactly(new PageCatalog.Listed(SUMMER, 1, Optional.empty(), NOON));
    assertThat(catalog.list(TWO)).isEmpty();
    assertThat(catalog.edition(SUMMER)).isEqualTo(Edition.none(SUMMER));
    assertThat(catalog.editions()).isEmpty();
  }

  @Test
  void whatIsPublishedIsSeenUntilSomethingElseIs() {
    var catalog = emptyCatalog();
    var editor = new PageEditor(catalog);
    create(catalog, ONE, true);
    assertThat(catalog.edition(SUMMER)).isEqualTo(edition(1, "A"));

    editor.replace(ONE, page("B"), 1, false, change(Action.EDIT, 1));
    assertThat(catalog.edition(SUMMER)).isEqualTo(edition(1, "A"));
    assertThat(catalog.find(ONE, SUMMER).orElseThrow().published()).contains(1L);

    editor.publish(ONE, SUMMER, OptionalLong.of(2), change(Action.PUBLISH, 2));
    assertThat(catalog.edition(SUMMER)).isEqualTo(edition(3, "B"));
    assertThat(catalog.editions()).isEqualTo(Map.of(SUMMER, 3L));
    assertThat(editor.publish(ONE, SUMMER, WHICHEVER, change(Action.PUBLISH, 3)))
        .isInstanceOf(PageOutcome.Same.class);

    editor.publishAgain(ONE, SUMMER, 1, WHICHEVER, change(Action.PUBLISH, 4));
    assertThat(catalog.edition(SUMMER)).isEqualTo(edition(4, "A"));

    editor.withdraw(ONE, SUMMER, WHICHEVER, change(Action.WITHDRAW, 5));
    assertThat(catalog.edition(SUMMER)).isEqualTo(new Edition(SUMMER, 5, Optional.empty()));
    assertThat(catalog.editions()).isEqualTo(Map.of(SUMMER, 5L));

    editor.replace(ONE, page("C"), 5, true, change(Action.EDIT, 6));
    assertThat(catalog.edition(SUMMER)).isEqualTo(edition(6, "C"));
  }

  @Test
  void aSlugIsTakenOnceWhoeverHasIt() {
    var catalog = emptyCatalog();
    create(catalog, ONE, false);

    assertThat(create(catalog, ONE, false)).isEqualTo(new PageOutcome.Taken());
    assertThat(create(catalog, TWO, true)).isEqualTo(new PageOutcome.Taken());
    assertThat(catalog.editions()).isEmpty();
  }

  @Test
  void onlyWhoHasSeenTheNewestVersionChangesIt() {
    var catalog = emptyCatalog();
    var editor = new PageEditor(catalog);
    create(catalog, ONE, false);
    var edit = change(Action.EDIT, 1);

    assertThat(editor.replace(ONE, page("B"), 2, false, edit)).isEqualTo(new PageOutcome.Stale(1));
    assertThat(editor.replace(TWO, page("B"), 1, false, edit)).isEqualTo(new PageOutcome.Missing());
    assertThat(editor.replace(ONE, page("A"), 1, false, edit)).isInstanceOf(PageOutcome.Same.class);
    assertThat(editor.replace(ONE, page("B"), 1, false, edit))
        .isInstanceOf(PageOutcome.Store.class);
    assertThat(editor.replace(ONE, page("C"), 1, false, edit)).isEqualTo(new PageOutcome.Stale(2));
    assertThat(editor.publish(ONE, SUMMER, OptionalLong.of(1), edit))
        .isEqualTo(new PageOutcome.Stale(2));
    assertThat(editor.withdraw(ONE, SUMMER, OptionalLong.of(2), edit))
        .isInstanceOf(PageOutcome.Same.class);
  }

  @Test
  void theHistoryHasEachVersionAndWhoMadeIt() {
    var catalog = emptyCatalog();
    var editor = new PageEditor(catalog);
    create(catalog, ONE, false);
    editor.replace(ONE, page("B"), 1, false, change(Action.EDIT, 1));
    editor.publish(ONE, SUMMER, WHICHEVER, change(Action.PUBLISH, 2));

    assertThat(catalog.history(ONE, SUMMER))
        .containsExactly(
            new PageLine(3, change(Action.PUBLISH, 2)),
            new PageLine(2, change(Action.EDIT, 1)),
            new PageLine(1, change(Action.CREATE, 0)));
    assertThat(catalog.findVersion(ONE, SUMMER, 1)).contains(page("A"));
    assertThat(catalog.findVersion(ONE, SUMMER, 2)).contains(page("B"));
    assertThat(catalog.findVersion(ONE, SUMMER, 4)).isEmpty();
    assertThat(catalog.findVersion(TWO, SUMMER, 1)).isEmpty();
    assertThat(catalog.history(TWO, SUMMER)).isEmpty();
    assertThat(editor.publishAgain(ONE, SUMMER, 9, WHICHEVER, change(Action.PUBLISH, 3)))
        .isEqualTo(new PageOutcome.Missing());
  }

  @Test
  void aProjectSaysToWhichSitesItsPagesMayLead() {
    var catalog = emptyCatalog();
    assertThat(catalog.redirectHosts(ONE)).isEmpty();

    catalog.allowRedirects(ONE, Set.of("a.example", "b.example"));
    catalog.allowRedirects(TWO, Set.of("c.example"));
    catalog.allowRedirects(ONE, Set.of("b.example", "d.example"));

    assertThat(catalog.redirectHosts(ONE)).containsExactlyInAnyOrder("b.example", "d.example");
    assertThat(catalog.redirectHosts(TWO)).containsExactly("c.example");
  }

  @Test
  void anEditThatFailsChangesNothing() {
    var catalog = emptyCatalog();

    assertThatThrownBy(
            () ->
                catalog.edit(
                    SUMMER,
                    _ -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(create(catalog, ONE, true)).isInstanceOf(PageOutcome.Store.class);
  }

  private static PageOutcome create(PageCatalog catalog, ProjectId project, boolean publish) {
    return new PageEditor(catalog).create(project, page("A"), publish, change(Action.CREATE, 0));
  }

  private static Edition edition(long version, String html) {
    return new Edition(SUMMER, version, Optional.of(new Edition.Shown(ONE, page(html))));
  }

  private static Change change(Action action, int second) {
    return new Change("admin", NOON.plusSeconds(second), action, "because");
  }

  private static PageDefinition page(String html) {
    return new PageDefinition(
        SUMMER,
        Optional.of(new ExperimentKey("colour")),
        new Content.Html(html),
        Map.of(
            new VariantKey("json"), new Content.Json("{\"a\":[1,\"ü\"]}"),
            new VariantKey("away"), new Content.Redirect(new Target("/new?a=1#b"))),
        Duration.ofSeconds(60));
  }
}
