package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.ExportDiary;
import dev.forktail.engine.export.ExportStep;
import dev.forktail.engine.export.StepRun;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The diary of an export in memory.
public final class InMemoryExportDiary implements ExportDiary {
  private final Map<ExportStep, StepRun> runs = new EnumMap<>(ExportStep.class);
  private @Nullable Instant pausedSince;

  @Override
  public synchronized Optional<Instant> findPause() {
    return Optional.ofNullable(pausedSince);
  }

  @Override
  public synchronized Instant pause(Instant now) {
    var since = pausedSince == null ? now : pausedSince;
    pausedSince = since;
    return since;
  }

  @Override
  public synchronized void resume() {
    pausedSince = null;
  }

  @Override
  public synchronized void write(StepRun run) {
    runs.put(run.step(), run);
  }

  @Override
  public synchronized List<StepRun> runs() {
    return List.copyOf(runs.values());
  }
}
