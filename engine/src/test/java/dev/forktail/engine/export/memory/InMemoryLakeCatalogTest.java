package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.LakeCatalogContract;

final class InMemoryLakeCatalogTest extends LakeCatalogContract {
  private final InMemoryStaging staging = new InMemoryStaging();
  private final LakeCatalog catalog = new InMemoryLakeCatalog(staging);

  @Override
  protected LakeCatalog catalog() {
    return catalog;
  }

  @Override
  protected long takeOver() {
    return staging.takeOver();
  }
}
