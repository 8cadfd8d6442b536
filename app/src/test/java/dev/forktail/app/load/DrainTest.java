package dev.forktail.app.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.app.load.ScriptedServer.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DrainTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  @Test
  void drainedMeansEmptyAndStayingEmpty() throws Exception {
    var depths = List.of("5", "0", "3", "0", "0", "0", "0", "0", "0");
    try (var server = ScriptedServer.start(_ -> depth(depths.get(asked.getAndIncrement())))) {
      drain(server, Duration.ofSeconds(20)).await(told::incrementAndGet);
    }

    assertThat(asked).hasValueGreaterThan(5);
    assertThat(told).hasValue(1);
  }

  @Test
  void aServerThatSaysNothingIsNotDrained() throws IOException {
    try (var server = ScriptedServer.start(_ -> Reply.status(500))) {
      assertThatThrownBy(() -> drain(server, Duration.ofMillis(500)).await(told::incrementAndGet))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not drained within PT0.5S: no /health");
    }
    assertThat(told).hasValue(0);
  }

  @Test
  void whatIsLeftIsSaid() throws IOException {
    try (var server = ScriptedServer.start(_ -> depth("42"))) {
      assertThatThrownBy(() -> drain(server, Duration.ofMillis(500)).await(told::incrementAndGet))
          .hasMessageContaining("42 events left");
    }
  }

  private static Drain drain(ScriptedServer server, Duration patience) {
    return new Drain(
        new ServerHealth(HttpClient.newHttpClient(), server.url()),
        System::nanoTime,
        Duration.ofMillis(300),
        patience);
  }

  private static Reply depth(String depth) {
    return new Reply.Answer(
        200,
        Map.of(),
        "{\"status\":\"up\",\"components\":{\"x\":[1,{\"depth\":9}],\"buffer\":{\"depth\":%s}}}"
            .formatted(depth));
  }
}
