package dev.forktail.engine.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What holds for all copies of editions that nodes share.
public abstract class SharedEditionsContract {
  private static final Slug SUMMER = new Slug("summer");

  protected abstract SharedEditions empty();

  @Test
  void whatWasPutIsThere() {
    var editions = empty();
    assertThat(editions.find(SUMMER)).isEmpty();

    editions.put(edition(1));

    assertThat(editions.find(SUMMER)).contains(edition(1));
    assertThat(editions.find(new Slug("winter"))).isEmpty();
  }

  @Test
  void anOlderEditionNeverTakesThePlaceOfANewerOne() {
    var editions = empty();
    editions.put(edition(2));

    editions.put(edition(1));

    assertThat(editions.find(SUMMER)).contains(edition(2));
    editions.put(withdrawn(3));
    assertThat(editions.find(SUMMER)).contains(withdrawn(3));
  }

  @Test
  void whatIsOutdatedIsNotThereAndDoesNotComeBack() {
    var editions = empty();
    editions.put(edition(1));

    editions.outdate(SUMMER, 2);

    assertThat(editions.find(SUMMER)).isEmpty();
    editions.put(edition(1));
    assertThat(editions.find(SUMMER)).isEmpty();
    editions.put(edition(2));
    assertThat(editions.find(SUMMER)).contains(edition(2));
    editions.outdate(SUMMER, 2);
    editions.outdate(SUMMER, 1);
    assertThat(editions.find(SUMMER)).contains(edition(2));
  }

  /// The edition of this version.
  protected static Edition edition(long version) {
    var page =
        new PageDefinition(
            SUMMER,
            Optional.empty(),
            new Content.Html("<p>Version " + version + " ü"),
            Map.of(),
            Duration.ZERO);
    return new Edition(SUMMER, version, Optional.of(new Edition.Shown(new ProjectId(1), page)));
  }

  private static Edition withdrawn(long version) {
    return new Edition(SUMMER, version, Optional.empty());
  }
}
