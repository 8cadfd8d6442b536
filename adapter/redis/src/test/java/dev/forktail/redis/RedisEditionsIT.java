package dev.forktail.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.page.SharedEditions;
import dev.forktail.engine.page.SharedEditionsContract;
import dev.forktail.engine.page.Slug;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Row F36 of the fault plan: Redis down, slow, flushed, poisoned.
@EnabledIf("dev.forktail.redis.RedisServer#isHere")
@TestInstance(Lifecycle.PER_CLASS)
final class RedisEditionsIT extends SharedEditionsContract {
  private static final Slug SUMMER = new Slug("summer");

  private final AtomicLong nanos = new AtomicLong();
  private final RedisServer server = new RedisServer();
  private RedisLink link = RedisLink.to("The test's Redis", server.url(), nanos::get);

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
  protected SharedEditions empty() {
    link.close();
    link = RedisLink.to("The test's Redis", server.url(), nanos::get);
    link.ask(commands -> commands.flushall());
    return new RedisEditions(link);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "hash", "list"})
  void aPoisonedCopyIsNotUsedAndGivesWayToTheNextOne(String kind) {
    var editions = empty();
    editions.put(edition(1));
    var poison = "poison".getBytes(UTF_8);
    link.ask(
        commands ->
            switch (kind) {
              case "text" -> commands.set("forktail:page:summer", poison);
              case "hash" -> commands.hset("forktail:page:summer", "d", poison);
              default -> {
                commands.del("forktail:page:summer");
                yield commands.lpush("forktail:page:summer", poison);
              }
            });

    assertThat(editions.find(SUMMER)).isEmpty();

    editions.put(edition(2));
    assertThat(editions.find(SUMMER)).contains(edition(2));
    assertThat(link.fault()).isEmpty();
  }

  @Test
  void whenItIsDownItHasNothingAndIsAskedAgainAfterASecond() {
    var editions = empty();
    editions.put(edition(1));
    server.stop();
    try {
      assertThat(editions.find(SUMMER)).isEmpty();
      assertThat(link.fault().orElseThrow()).startsWith("The test's Redis does not answer: ");
    } finally {
      server.start();
    }
    editions.put(edition(1));
    assertThat(link.fault()).as("not asked yet").isPresent();

    awaitAnswer(editions);

    editions.put(edition(1));
    assertThat(editions.find(SUMMER)).contains(edition(1));
  }

  private void awaitAnswer(SharedEditions editions) {
    for (int second = 0; second < 50 && link.fault().isPresent(); second++) {
      nanos.addAndGet(1_100_000_000);
      editions.find(SUMMER);
      pause();
    }
    assertThat(link.fault()).isEmpty();
  }

  @Test
  void whenItIsSlowNobodyWaitsForLong() throws Exception {
    var editions = empty();
    editions.put(edition(1));
    signal("STOP");
    try {
      long begin = System.nanoTime();
      assertThat(editions.find(SUMMER)).isEmpty();
      for (int ask = 0; ask < 100; ask++) {
        editions.find(SUMMER);
      }
      assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(2_000);
    } finally {
      signal("CONT");
    }
    awaitAnswer(editions);
    assertThat(editions.find(SUMMER)).contains(edition(1));
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start().waitFor();
  }

  private static void pause() {
    try {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
