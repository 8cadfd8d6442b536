package dev.forktail.web.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Experiments;
import dev.forktail.assignment.Subject;
import dev.forktail.assignment.Visit;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.LiveExperiments.ProjectExperiments;
import dev.forktail.engine.experiment.ShortHash;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.json.DefinitionJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ArmMemoryTest {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void ofTooManyArmsThoseOfWhatEndedFirstAreForgotten() {
    var running = experiments(ArmMemory.ARMS_MAX + 2, 0);
    var full = remember(running, ArmMemory.ARMS_MAX);
    var someEnded = experiments(ArmMemory.ARMS_MAX + 2, 5);

    var next = full.with(assigned(running, ArmMemory.ARMS_MAX, ArmMemory.ARMS_MAX + 2), someEnded);

    assertThat(next.arms()).hasSize(ArmMemory.ARMS_MAX);
    // Number 4 ended first, then number 3.
    assertThat(next.arms()).doesNotContainKeys(hash(4), hash(3));
    assertThat(next.arms()).containsKeys(hash(0), hash(1), hash(2), hash(ArmMemory.ARMS_MAX + 1));
  }

  @Test
  void whatIsRememberedIsFoundByItsKeys() {
    var experiments = experiments(3, 0);
    var memory = remember(experiments, 3);

    assertThat(memory.remembered(experiments).arms()).hasSize(3);
    assertThat(memory.remembered(experiments(1, 0)).arms())
        .containsOnlyKeys(new ExperimentKey("e0"));
  }

  private static ArmMemory remember(ProjectExperiments experiments, int count) {
    return ArmMemory.of(new UUID(1, 2)).with(assigned(experiments, 0, count), experiments);
  }

  private static List<dev.forktail.assignment.Assignment> assigned(
      ProjectExperiments experiments, int from, int to) {
    Experiments decided = experiments.decided();
    var assignments = new ArrayList<dev.forktail.assignment.Assignment>();
    for (int i = from; i < to; i++) {
      var assignment =
          decided.assign(new ExperimentKey("e" + i), Subject.visitor("v"), Visit.at(NOON));
      assignments.add(java.util.Objects.requireNonNull(assignment));
    }
    return assignments;
  }

  /// So many experiments, of which the first few have ended, the later ones before the others.
  private static ProjectExperiments experiments(int count, int ended) {
    var stored = new ArrayList<StoredExperiment>();
    for (int i = 0; i < count; i++) {
      var json =
          "{\"key\":\"e%d\",\"state\":\"%s\",\"unit\":\"anonymousId\",\"strategy\":\"random\",\"variants\":[{\"key\":\"a\",\"weight\":1}]}"
              .formatted(i, i < ended ? "archived" : "running");
      stored.add(
          new StoredExperiment(
              PROJECT, DefinitionJson.read(json), 1, NOON, NOON.minusSeconds(i), List.of()));
    }
    var live = new LiveExperiments(ExperimentRoutesTest.surroundings());
    live.use(new Definitions(1, stored, List.of()));
    return live.of(PROJECT);
  }

  private static long hash(int number) {
    return ShortHash.ofExperiment(PROJECT, new ExperimentKey("e" + number));
  }
}
