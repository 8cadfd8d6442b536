package dev.forktail.engine.page.memory;

import dev.forktail.engine.page.SharedEditions;
import dev.forktail.engine.page.SharedEditionsContract;

final class InMemorySharedEditionsTest extends SharedEditionsContract {
  @Override
  protected SharedEditions empty() {
    return new InMemorySharedEditions();
  }
}
