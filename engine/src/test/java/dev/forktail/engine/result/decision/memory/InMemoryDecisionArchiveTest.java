package dev.forktail.engine.result.decision.memory;

import dev.forktail.engine.result.decision.DecisionArchive;
import dev.forktail.engine.result.decision.DecisionArchiveContract;

final class InMemoryDecisionArchiveTest extends DecisionArchiveContract {
  @Override
  protected DecisionArchive emptyArchive() {
    return new InMemoryDecisionArchive();
  }
}
