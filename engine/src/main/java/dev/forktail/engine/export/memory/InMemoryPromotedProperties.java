package dev.forktail.engine.export.memory;

import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PropertyDeclaration;
import java.util.ArrayList;

/// The promoted properties in memory.
public final class InMemoryPromotedProperties implements PromotedProperties {
  private static final int FIRST_FIELD_ID = 1_000;

  private LakeSchema schema = LakeSchema.plain();

  @Override
  public synchronized Answer declare(PropertyDeclaration declaration) {
    return PromotedProperties.findAnswer(schema, declaration).orElseGet(() -> add(declaration));
  }

  private Answer add(PropertyDeclaration declaration) {
    var all = new ArrayList<>(schema.promoted());
    var column = declaration.column(FIRST_FIELD_ID + all.size());
    all.add(column);
    schema = new LakeSchema(all);
    return new Answer.Declared(column);
  }

  @Override
  public synchronized LakeSchema schema() {
    return schema;
  }
}
