package dev.forktail.engine.experiment.memory;

import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.ArmStoreContract;
import java.time.Duration;
import java.time.InstantSource;

final class InMemoryArmStoreTest extends ArmStoreContract {
  @Override
  protected ArmStore empty(Duration life) {
    return new InMemoryArmStore(life, InstantSource.system());
  }
}
