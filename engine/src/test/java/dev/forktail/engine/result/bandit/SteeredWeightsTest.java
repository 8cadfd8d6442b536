package dev.forktail.engine.result.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.Variant;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.ExperimentRun;
import dev.forktail.engine.experiment.StoredExperiment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteeredWeightsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final ProjectId PROJECT = new ProjectId(1);

  private final SteeredWeights weights = new SteeredWeights();

  @Test
  void sharesOfTheLatestRunHold() {
    weights.use(List.of(shares(2, 2_000, 8_000)));

    assertThat(weights.of(stored(PROJECT, 2, 2))).containsExactly(2_000, 8_000);
    assertThat(weights.find(stored(PROJECT, 2, 2))).contains(shares(2, 2_000, 8_000));
  }

  @Test
  void othersDoNot() {
    weights.use(List.of(shares(2, 2_000, 8_000)));

    assertThat(weights.of(stored(PROJECT, 3, 2))).as("another run").isNull();
    assertThat(weights.of(stored(PROJECT, 2, 3))).as("other variants").isNull();
    assertThat(weights.of(stored(new ProjectId(2), 2, 2))).as("another project").isNull();
  }

  private static BanditShares shares(int run, int first, int second) {
    return new BanditShares(
        PROJECT, stored(PROJECT, 1, 2).key(), run, List.of(first, second), NOON);
  }

  private static StoredExperiment stored(ProjectId project, int run, int variants) {
    var all = new Variant[variants];
    for (int i = 0; i < variants; i++) {
      all[i] = Variant.of("v" + i, 1);
    }
    var definition = new Definition(Experiment.draft("button", all).running().make(), "", "");
    return new StoredExperiment(
        project, definition, 1, NOON, NOON, List.of(new ExperimentRun(run, NOON, null)));
  }
}
