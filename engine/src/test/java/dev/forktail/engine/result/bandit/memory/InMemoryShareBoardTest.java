package dev.forktail.engine.result.bandit.memory;

import dev.forktail.engine.result.bandit.ShareBoard;
import dev.forktail.engine.result.bandit.ShareBoardContract;

final class InMemoryShareBoardTest extends ShareBoardContract {
  @Override
  protected ShareBoard emptyBoard() {
    return new InMemoryShareBoard();
  }
}
