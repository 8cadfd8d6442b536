package dev.forktail.engine.page.memory;

import dev.forktail.engine.page.PageCatalog;
import dev.forktail.engine.page.PageCatalogContract;

final class InMemoryPageCatalogTest extends PageCatalogContract {
  @Override
  protected PageCatalog emptyCatalog() {
    return new InMemoryPageCatalog();
  }
}
