package dev.forktail.web.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The real Segment client for Java, which sends no Authorization, its key in the body, to
/// `/v1/import/`.
class SegmentClientTest {
  private static final int EVENTS = 1_000;

  private IntakeServer server;
  private final CountDownLatch delivered = new CountDownLatch(EVENTS);

  @BeforeEach
  void open() {
    server = IntakeServer.open();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyEventOfTheClientArrivesOnce() throws InterruptedException {
    sendAll();

    assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
    var events = server.buffer.events();
    assertThat(events).hasSize(EVENTS);
    assertThat(events).extracting(Event::messageId).doesNotHaveDuplicates();
    assertThat(events).extracting(Event::source).containsOnly("website");
    assertThat(events)
        .filteredOn(event -> event.type() == EventType.TRACK)
        .hasSize(EVENTS - 1)
        .extracting(Event::name)
        .containsOnly("Item Viewed");
    assertThat(events)
        .allSatisfy(
            event ->
                assertThat(Duration.between(event.occurred(), event.received()).abs())
                    .isLessThan(Duration.ofMinutes(1)));
    assertThat(events.getFirst().payload().text())
        .contains("\"context\":{\"library\":{\"name\":\"analytics-java\"");
    assertThat(server.buffer.deadLetters()).isEmpty();
  }

  private void sendAll() {
    var client =
        Analytics.builder("write-key")
            .endpoint("http://127.0.0.1:" + server.port())
            .callback(new Delivered())
            .build();
    client.enqueue(
        IdentifyMessage.builder().userId("u0").traits(Map.of("email", "u0@example.com")));
    for (int i = 1; i < EVENTS; i++) {
      client.enqueue(
          TrackMessage.builder("Item Viewed").userId("u" + i).properties(Map.of("item", i)));
    }
    client.flush();
    client.shutdown();
  }

  private final class Delivered implements Callback {
    @Override
    public void success(Message message) {
      delivered.countDown();
    }

    @Override
    public void failure(Message message, Throwable cause) {
      throw new AssertionError("Not delivered: " + message.messageId(), cause);
    }
  }
}
