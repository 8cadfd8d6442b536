package dev.forktail.engine.experiment.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.ExperimentRun;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.metric.Measure;
import dev.forktail.engine.metric.Metric;
import dev.forktail.engine.metric.Quantity;
import dev.forktail.engine.metric.StoredMetric;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DefinitionsTextTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
  private static final Definitions TWO =
      new Definitions(
          7,
          List.of(experiment("one", 1), experiment("zwei €", 2)),
          List.of(metric(false, 1), metric(true, 5)));

  private static StoredExperiment experiment(String key, long version) {
    var json = "{\"key\":\"%s\",\"variants\":[{\"key\":\"a\",\"weight\":1}]}".formatted(key);
    return new StoredExperiment(
        new ProjectId(3),
        DefinitionJson.read(json),
        version,
        NOON,
        NOON.plusSeconds(version),
        List.of(new ExperimentRun(1, NOON, NOON), new ExperimentRun(2, NOON, null)));
  }

  private static StoredMetric metric(boolean archived, long version) {
    var revenue = Metric.of("revenue", new Quantity.Sum(Measure.of("Order Completed", "€")));
    return new StoredMetric(new ProjectId(3), revenue, archived, version, NOON, NOON);
  }

  @Test
  void whatWasWrittenIsRead() {
    assertThat(DefinitionsText.read(DefinitionsText.write(TWO))).isEqualTo(TWO);
    var none = new Definitions(1, List.of(), List.of());
    assertThat(DefinitionsText.read(DefinitionsText.write(none))).isEqualTo(none);
  }

  @Test
  void whatIsDamagedOrCutOffIsRefused() {
    byte[] whole = DefinitionsText.write(TWO);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> DefinitionsText.read(damaged))
          .as("byte %d", i)
          .isInstanceOf(IllegalArgumentException.class);
      byte[] cut = Arrays.copyOf(whole, i);
      assertThatThrownBy(() -> DefinitionsText.read(cut))
          .as("cut at %d", i)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> DefinitionsText.read("something else".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
