package dev.forktail.app.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Surroundings;
import dev.forktail.assignment.WeightFeed;
import dev.forktail.engine.audit.AuditLine;
import dev.forktail.engine.audit.Change;
import dev.forktail.engine.audit.Change.Action;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.Definition;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.EditOutcome;
import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.ExperimentEditor;
import dev.forktail.engine.experiment.LiveExperiments;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.experiment.json.DefinitionJson;
import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DefinitionRefreshTest {
  private static final ProjectId PROJECT = new ProjectId(1);
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir private Path folder;

  private final InMemoryExperimentCatalog stored = new InMemoryExperimentCatalog();
  private final AtomicInteger looks = new AtomicInteger();
  private boolean away;

  @Test
  void whatIsNewIsInMemoryAndOnDiskForTheNextStart() {
    var live = live();
    var refresh = refresh(live);
    var told = new AtomicInteger();
    refresh.onChange(told::incrementAndGet);
    refresh.run();
    add("one");

    refresh.run();
    refresh.run();

    assertThat(live.of(PROJECT).stored()).containsOnlyKeys(new ExperimentKey("one"));
    assertThat(told).as("told once of nothing, and once of the new one").hasValue(2);
    assertThat(looks).as("read as often as there was something new").hasValue(2);
    var next = live();
    refresh(next).recall();
    assertThat(next.definitions()).isEqualTo(live.definitions());
  }

  @Test
  void whileTheCatalogIsAwayEverythingStaysAsItWas() {
    add("one");
    refresh(live()).run();
    away = true;
    var live = live();
    var refresh = refresh(live);

    refresh.recall();
    assertThatThrownBy(refresh::run).isInstanceOf(StoreException.Unavailable.class);

    assertThat(live.of(PROJECT).stored()).containsOnlyKeys(new ExperimentKey("one"));
  }

  @Test
  void aDamagedFileIsNotUsedAndIsWrittenAnew() throws IOException {
    add("one");
    refresh(live()).run();
    var file = folder.resolve("experiments.snapshot");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    var live = live();
    var refresh = refresh(live);

    refresh.recall();
    assertThat(live.definitions()).isEqualTo(Definitions.NONE);
    refresh.run();

    assertThat(new DefinitionFile(folder).read()).contains(stored.definitions());
  }

  private void add(String key) {
    var json = "{\"key\":\"%s\",\"variants\":[{\"key\":\"a\",\"weight\":1}]}".formatted(key);
    new ExperimentEditor(stored)
        .create(PROJECT, DefinitionJson.read(json), new Change("test", NOON, Action.CREATE, ""));
  }

  private LiveExperiments live() {
    var plugins = new Plugins(folder.resolve("no plugins"));
    return new LiveExperiments(
        new Surroundings(
            plugins.strategies(), () -> new SplittableRandom(1), WeightFeed.NONE, plugins));
  }

  private DefinitionRefresh refresh(LiveExperiments live) {
    return new DefinitionRefresh(new CountedCatalog(), live, new DefinitionFile(folder));
  }

  /// The catalog, which may be away.
  private final class CountedCatalog implements ExperimentCatalog {
    @Override
    public List<StoredExperiment> list(ProjectId project) {
      return stored.list(project);
    }

    @Override
    public EditOutcome edit(ProjectId project, Edit edit) {
      return stored.edit(project, edit);
    }

    @Override
    public List<AuditLine<Definition>> audit(ProjectId project, ExperimentKey key) {
      return stored.audit(project, key);
    }

    @Override
    public long version() {
      if (away) {
        throw new StoreException.Unavailable("It is away");
      }
      return stored.version();
    }

    @Override
    public Definitions definitions() {
      if (away) {
        throw new StoreException.Unavailable("It is away");
      }
      looks.incrementAndGet();
      return stored.definitions();
    }
  }
}
