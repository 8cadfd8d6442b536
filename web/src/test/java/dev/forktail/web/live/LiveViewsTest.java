package dev.forktail.web.live;

import static dev.forktail.web.live.LiveStates.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.ingest.Durability;
import dev.forktail.engine.live.Level;
import dev.forktail.engine.live.LiveState;
import dev.forktail.engine.live.Stage;
import dev.forktail.web.live.LiveView.Account;
import dev.forktail.web.live.LiveView.Fact;
import dev.forktail.web.live.LiveView.Mark;
import dev.forktail.web.live.LiveView.Step;
import dev.forktail.web.live.LiveView.Tile;
import dev.forktail.web.live.LiveView.Top;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewsTest {

  @Test
  void aServerThatHasSeenNothingWaitsForItsFirstEvent() {
    var view = LiveViews.of(LiveStates.untouched(NOON));

    assertThat(view.hasEvents()).isFalse();
    assertThat(view.verdict().sentence()).isEqualTo("Ready for the first event.");
    assertThat(view.verdict().level()).isEqualTo("green");
    assertThat(view.rows()).isEmpty();
  }

  @Test
  void theStagesComeInTheOrderInWhichAnEventPassesThem() {
    assertThat(LiveViews.of(LiveStates.busy(NOON)).steps())
        .extracting(Step::name)
        .containsExactly("Received", "Buffered", "Stored", "Rolled up", "Sealed");
  }

  @Test
  void everyFigureOfAStageIsThere() {
    var buffered = LiveViews.of(LiveStates.busy(NOON)).steps().get(1);

    assertThat(buffered.facts())
        .containsExactly(
            new Fact("Waiting", "812"),
            new Fact("Space", "1.7 MB of 64 GB"),
            new Fact("Oldest", "< 1 s"));
  }

  @Test
  void theFirstOfTheWorstStagesIsTheVerdict() {
    var view = LiveViews.of(LiveStates.databaseAway(NOON));

    assertThat(view.verdict().level()).isEqualTo("red");
    assertThat(view.verdict().sentence()).isEqualTo("Storing has stopped.");
    assertThat(view.verdict().detail()).contains("connection to 127.0.0.1:5432 refused");
    assertThat(view.tiles())
        .contains(new Tile("Behind", "1 min 34 s", "", "from acknowledged to counted", "red"));
  }

  @Test
  void anAmberStageSaysHowFarItIsBehind() {
    var stored = new Stage.Stored(5, 100, Duration.ofSeconds(12), Level.AMBER, Optional.empty());

    assertThat(PipelineSteps.complaint(stored)).isEqualTo("Storing is 12 s behind.");
    assertThat(PipelineSteps.of(stored).levelWord()).isEqualTo("falls behind");
  }

  @Test
  void theNumbersSayAsOfWhenTheyAreTrue() {
    var today = LiveViews.of(LiveStates.databaseAway(NOON)).tiles().getFirst();

    assertThat(today.note()).isEqualTo("data as of 11:58:26 UTC");
  }

  @Test
  void theLongestBarIsThatOfTheMostFrequentName() {
    assertThat(LiveViews.of(LiveStates.busy(NOON)).top())
        .first()
        .isEqualTo(new Top("Product Viewed", "17,204,918", "100.0%"));
    assertThat(LiveViews.of(LiveStates.busy(NOON)).top().get(1).width()).isEqualTo("40.6%");
  }

  @Test
  void whatASourceSentIsTheSumOfWhatBecameOfIt() {
    var newest = LiveStates.withNewest(NOON, "a", "b", "shop");

    assertThat(LiveViews.of(newest).accounts())
        .containsExactly(new Account("shop", "1", "1", "0", "0", false));
    assertThat(LiveViews.of(LiveStates.busy(NOON)).accounts())
        .first()
        .extracting(Account::deadLetters, Account::hasDeadLetters)
        .containsExactly("312", true);
  }

  @Test
  void theChartHoldsOneNumberForEachSecondThatIsOver() {
    var chart =
        RateChart.of(
            new LiveState.Traffic(List.of(0L, 50L, 100L), List.of(0L, 0L, 100L), 75, 50), NOON);

    assertThat(chart.json())
        .isEqualTo("{\"end\":1795348800,\"received\":[0,50,100],\"stored\":[0,0,100]}");
    assertThat(chart.storedLine()).isEqualTo("M0 100.0L1 100.0L2 0.0");
    assertThat(chart.receivedArea()).isEqualTo("M0 100.0L1 50.0L2 0.0L2 100L0 100Z");
    assertThat(chart.peak()).isEqualTo("100");
  }

  @Test
  void whereTheCanaryIsWorstItIsTheVerdict() {
    var view = LiveViews.of(LiveStates.exportPaused(NOON));

    assertThat(view.verdict().level()).isEqualTo("amber");
    assertThat(view.verdict().sentence())
        .isEqualTo("Nothing of the last 7 min 12 s was written as a file.");
    assertThat(view.verdict().detail())
        .isEqualTo("The export is paused since 2026-11-22T11:53:00Z");
    assertThat(view.canary().marks())
        .contains(
            new Mark("Stored", "4 s", "green", "keeps up"),
            new Mark("Staged", "7 min 12 s", "amber", "falls behind"));
    assertThat(view.canary().notes())
        .containsExactly("The export is paused since 2026-11-22T11:53:00Z");
  }

  @Test
  void whereNoCanaryIsSentThereIsNone() {
    assertThat(LiveViews.of(LiveStates.untouched(NOON)).canary().marks()).isEmpty();
  }

  @Test
  void withoutAnAnswerOfTheStoreNothingIsClaimed() {
    var zero = Collections.nCopies(300, 0L);
    var state =
        new LiveState(
            NOON,
            Durability.MEMORY,
            new LiveState.Traffic(zero, zero, 0, 0),
            Optional.empty(),
            List.of(new Stage.RolledUp(0, Optional.empty(), Level.AMBER, Optional.empty())),
            Optional.empty(),
            Optional.empty());

    var view = LiveViews.of(state);

    assertThat(view.tiles()).extracting(Tile::value).containsExactly("–", "0", "–", "in memory");
    assertThat(view.verdict().sentence()).isEqualTo("Waiting for the store's first answer.");
    assertThat(view.verdict().promise()).contains("a killed process loses what waits");
  }
}
