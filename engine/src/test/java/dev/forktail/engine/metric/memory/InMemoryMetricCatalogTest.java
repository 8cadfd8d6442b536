package dev.forktail.engine.metric.memory;

import dev.forktail.engine.experiment.memory.InMemoryExperimentCatalog;
import dev.forktail.engine.metric.MetricCatalogContract;

final class InMemoryMetricCatalogTest extends MetricCatalogContract {
  @Override
  protected Catalogs emptyCatalogs() {
    var metrics = new InMemoryMetricCatalog();
    return new Catalogs(metrics, new InMemoryExperimentCatalog(metrics));
  }
}
