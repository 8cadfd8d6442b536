package dev.forktail.engine.experiment.memory;

import dev.forktail.engine.experiment.ExperimentCatalog;
import dev.forktail.engine.experiment.ExperimentCatalogContract;

final class InMemoryExperimentCatalogTest extends ExperimentCatalogContract {
  @Override
  protected ExperimentCatalog emptyCatalog() {
    return new InMemoryExperimentCatalog();
  }
}
