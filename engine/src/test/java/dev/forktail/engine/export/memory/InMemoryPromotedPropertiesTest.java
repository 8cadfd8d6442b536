package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PromotedPropertiesContract;

final class InMemoryPromotedPropertiesTest extends PromotedPropertiesContract {
  private final PromotedProperties properties = new InMemoryPromotedProperties();

  @Override
  protected PromotedProperties properties() {
    return properties;
  }
}
