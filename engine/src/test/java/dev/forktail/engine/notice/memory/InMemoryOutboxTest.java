package dev.forktail.engine.notice.memory;

import dev.forktail.engine.notice.Outbox;
import dev.forktail.engine.notice.OutboxContract;

final class InMemoryOutboxTest extends OutboxContract {
  @Override
  protected Outbox emptyOutbox() {
    return new InMemoryOutbox();
  }
}
