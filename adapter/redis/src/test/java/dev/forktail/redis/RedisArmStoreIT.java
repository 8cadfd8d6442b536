package dev.forktail.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.ArmStoreContract;
import dev.forktail.engine.experiment.UnitHash;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.forktail.redis.RedisServer#isHere")
@TestInstance(Lifecycle.PER_CLASS)
final class RedisArmStoreIT extends ArmStoreContract {
  private final RedisServer server = new RedisServer();
  private RedisLink link = RedisLink.to("The test's Redis", server.url(), System::nanoTime);

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @AfterEach
  void close() {
    link.close();
  }

  @Override
  protected ArmStore empty(Duration life) {
    link.close();
    link = RedisLink.to("The test's Redis", server.url(), System::nanoTime);
    link.ask(commands -> commands.flushall());
    return new RedisArmStore(link, life);
  }

  @Test
  void anotherNodeSeesTheSame() {
    var store = empty(Duration.ofDays(1));
    var anna = UnitHash.of("userId", "anna");
    store.remember(new ProjectId(1), anna, Map.of(1L, 2));

    try (var other = RedisLink.to("Another node", server.url(), System::nanoTime)) {
      assertThat(new RedisArmStore(other, Duration.ofDays(1)).find(new ProjectId(1), Set.of(anna)))
          .isEqualTo(Map.of(anna, Map.of(1L, 2)));
    }
  }

  @Test
  void whenItIsAwayThatIsSaid() {
    var store = empty(Duration.ofDays(1));
    server.stop();
    try {
      assertThatThrownBy(() -> store.find(new ProjectId(1), Set.of(UnitHash.of("userId", "anna"))))
          .isInstanceOf(StoreException.Unavailable.class);
    } finally {
      server.start();
    }
  }
}
