package dev.forktail.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.TrackMessage;
import dev.forktail.app.realevents.GitHubEvent;
import dev.forktail.app.realevents.GitHubEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The main job on real input: 10,000 events of GitHub through the real server, by a real client
/// library and as NDJSON, each of them twice.
final class RealEventsIT {
  private static final int EVENT_BYTES_MAX = 32 << 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<GitHubEvent> events = GitHubEvents.all();
  private final Duration shift = toNow(events);
  private final HttpClient http = HttpClient.newHttpClient();
  private final DemoServer server = DemoServer.startWithoutCanary();

  RealEventsIT() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void whatIsStoredAndCountedIsWhatTheFileSays() throws Exception {
    var fitting = events.stream().filter(event -> track(event).length <= EVENT_BYTES_MAX).toList();
    int tooLarge = events.size() - fitting.size();
    assertThat(tooLarge).as("events larger than a server takes").isEqualTo(4);

    for (int time = 1; time <= 2; time++) {
      sendByClientLibrary(events, tooLarge);
      sendAsLines(events);
    }

    try (var database = server.connect()) {
      long sent = 2L * fitting.size() + 2L * events.size();
      var account = awaitAccount(database, sent);
      assertThat(account)
          .as("stored, duplicates, dead letters")
          .containsExactly((long) fitting.size(), 3L * fitting.size(), 2L * tooLarge);
      assertThat(counts(database, "SELECT name || '/' || user_id, count(*) FROM ", " GROUP BY 1"))
          .isEqualTo(
              fitting.stream()
                  .collect(groupingBy(event -> event.type() + "/" + event.actor(), counting())));
      assertRollupsAre(
          database, fitting.stream().collect(groupingBy(GitHubEvent::type, counting())));
    }
  }

  private void assertRollupsAre(Connection database, Map<String, Long> byType) throws SQLException {
    for (String unit : List.of("minute", "hour", "day")) {
      String rollup = "rollup_" + unit;
      assertThat(counts(database, "SELECT name, sum(events) FROM " + rollup + " GROUP BY 1"))
          .as(unit)
          .isEqualTo(byType);
      assertThat(
              counts(database, "SELECT bucket || name, sum(events) FROM " + rollup + " GROUP BY 1"))
          .as("per " + unit)
          .isEqualTo(
              counts(
                  database,
                  "SELECT date_trunc('" + unit + "', occurred) || name, count(*) FROM ",
                  " GROUP BY 1"));
    }
  }

  /// Sends with Segment's Java library and returns when it says that all have arrived but for
  /// `tooLarge` of them, which it does not even send.
  private void sendByClientLibrary(List<GitHubEvent> events, int tooLarge)
      throws InterruptedException {
    var answers = new Answers(events.size() - tooLarge);
    int unsent = 0;
    var analytics =
        Analytics.builder(Keys.DEMO_WRITE).endpoint(server.url()).callback(answers).build();
    try {
      for (GitHubEvent event : events) {
        unsent += enqueue(analytics, event) ? 0 : 1;
      }
      assertThat(unsent).isEqualTo(tooLarge);
      analytics.flush();
      assertThat(answers.left.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(answers.failures).hasValue(0);
    } finally {
      analytics.shutdown();
    }
  }

  private boolean enqueue(Analytics analytics, GitHubEvent event) {
    try {
      analytics.enqueue(
          TrackMessage.builder(event.type())
              .messageId(event.id())
              .userId(event.actor())
              .timestamp(Date.from(time(event)))
              .properties(properties(event)));
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("Message was above individual limit");
      return false;
    }
  }

  private void sendAsLines(List<GitHubEvent> events) throws IOException, InterruptedException {
    var body = new ByteArrayOutputStream();
    for (GitHubEvent event : events) {
      body.writeBytes(track(event));
      body.write('\n');
    }
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/events"))
            .header("Authorization", "Bearer " + Keys.DEMO_WRITE)
            .header("Content-Type", "application/x-ndjson")
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"accepted\":9996").contains("\"refused\":4");
  }

  /// Stored, duplicates and dead letters, when they add up to what was sent.
  private static List<Long> awaitAccount(Connection database, long sent)
      throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var never = new CountDownLatch(1);
    var account = account(database);
    while (account.stream().mapToLong(Long::longValue).sum() < sent
        && System.nanoTime() < deadline) {
      assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
      account = account(database);
    }
    return account;
  }

  private static List<Long> account(Connection database) throws SQLException {
    try (var statement = database.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT coalesce(sum(stored), 0), coalesce(sum(duplicates), 0),
                  coalesce(sum(dead_letters), 0)
                FROM source_account WHERE source = 'shop'
                """)) {
      rows.next();
      return List.of(rows.getLong(1), rows.getLong(2), rows.getLong(3));
    }
  }

  /// What `before`, the table of a slice, `after` counts, over all slices.
  private static Map<String, Long> counts(Connection database, String before, String after)
      throws SQLException {
    var counts = new HashMap<String, Long>();
    for (String slice : slices(database)) {
      counts(database, before + "event_slice_" + slice + after)
          .forEach((key, count) -> counts.merge(key, count, Long::sum));
    }
    return counts;
  }

  private static List<String> slices(Connection database) throws SQLException {
    return List.copyOf(
        counts(database, "SELECT id::text, 1 FROM slice WHERE state <> 'dropped'").keySet());
  }

  private static Map<String, Long> counts(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      var counts = new HashMap<String, Long>();
      while (rows.next()) {
        counts.put(rows.getString(1), rows.getLong(2));
      }
      return counts;
    }
  }

  private byte[] track(GitHubEvent event) {
    return event.toTrack(event.id(), time(event));
  }

  private Instant time(GitHubEvent event) {
    return event.createdAt().plus(shift);
  }

  /// From the day of the events to the last half hour, so that no time has to be clamped.
  private static Duration toNow(List<GitHubEvent> events) {
    var halfAnHourAgo = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(1_800);
    return Duration.between(events.getFirst().createdAt(), halfAnHourAgo);
  }

  private static Map<String, Object> properties(GitHubEvent event) {
    var type = new TypeToken<Map<String, Object>>() {}.getType();
    return new Gson().fromJson(new String(event.json(), StandardCharsets.UTF_8), type);
  }

  /// Counts what the client library says about its messages.
  private static final class Answers implements Callback {
    private final CountDownLatch left;
    private final AtomicInteger failures = new AtomicInteger();

    Answers(int messages) {
      left = new CountDownLatch(messages);
    }

    @Override
    public void success(Message message) {
      left.countDown();
    }

    @Override
    public void failure(Message message, Throwable why) {
      failures.incrementAndGet();
      left.countDown();
    }
  }
}
