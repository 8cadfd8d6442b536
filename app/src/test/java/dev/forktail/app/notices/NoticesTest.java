package dev.forktail.app.notices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.app.notices.MailSettings.Tls;
import dev.forktail.app.notices.NoticeSettings.WebhookSettings;
import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.notice.Carrier.Carriage;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.NoticeJson;
import dev.forktail.engine.notice.Retries;
import dev.forktail.engine.notice.Topic;
import dev.forktail.engine.notice.memory.InMemoryOutbox;
import dev.forktail.web.health.Health.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final String SECRET = "a secret of two sides";
  private static final Retries FAST =
      new Retries(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofHours(1));

  private final InMemoryOutbox outbox = new InMemoryOutbox();

  private static Notice notice() {
    return new Notice(
        UUID.randomUUID(),
        Instant.now(),
        Topic.ROLLBACK,
        new ProjectId(1),
        "checkout",
        "checkout was paused: refunds übertrieben",
        "Refunds rose by 12 %.",
        Map.of("metric", "refunds"));
  }

  private Notices notices(List<WebhookSettings> webhooks, Optional<MailSettings> mail) {
    var settings = new NoticeSettings(webhooks, mail, Optional.empty());
    return new Notices(
        settings, outbox, () -> true, FAST, InstantSource.system(), new SplittableRandom(1));
  }

  private static MailSettings mail(int port, Tls tls) {
    return new MailSettings(
        "127.0.0.1", port, tls, "ann", "pass", "forktail@example.com", List.of("b@example.com"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1_500 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aReceiverThatFailsTwiceGetsItSignedTheThirdTime() throws Exception {
    try (var receiver = new HookReceiver(500, 302);
        var notices =
            notices(List.of(new WebhookSettings(receiver.url(), SECRET)), Optional.empty())) {
      var notice = notice();
      notices.start();
      notices.tell(notice);
      await(() -> Integer.valueOf(1).equals(notices.health().numbers().get("delivered")));

      assertThat(receiver.posted()).hasSize(3);
      for (var posted : receiver.posted()) {
        assertThat(NoticeJson.read(posted.body())).isEqualTo(notice);
        assertThat(posted.notice()).isEqualTo(notice.id().toString());
        long seconds = Long.parseLong(posted.signature().replaceFirst("t=(\\d+),.*", "$1"));
        assertThat(posted.signature())
            .isEqualTo(
                WebhookSignature.of(
                    posted.body().getBytes(UTF_8), Instant.ofEpochSecond(seconds), SECRET));
      }
      assertThat(notices.health().status()).isEqualTo(Status.UP);
      assertThat(notices.health().notes().get("webhook")).endsWith("127.0.0.1 answered 200");
    }
  }

  @Test
  void healthSaysThatNobodyAnswers() throws Exception {
    int closed;
    try (var receiver = new HookReceiver()) {
      closed = receiver.url().getPort();
    }
    var url = URI.create("http://127.0.0.1:" + closed + "/token-of-the-url");
    try (var notices = notices(List.of(new WebhookSettings(url, SECRET)), Optional.empty())) {
      notices.start();
      notices.tell(notice());
      await(() -> notices.health().status() == Status.DEGRADED);

      var health = notices.health();
      assertThat(health.message()).isEqualTo("The last notice by webhook was not delivered");
      assertThat(health.notes().get("webhook"))
          .contains("127.0.0.1 does not answer")
          .doesNotContain("token");
    }
  }

  @Test
  void mailIsSentAgainUntilItIsTaken() throws Exception {
    try (var sink = new SmtpSink(1);
        var notices = notices(List.of(), Optional.of(mail(sink.port(), Tls.NONE)))) {
      var notice = notice();
      notices.start();
      notices.tell(notice);
      await(() -> !sink.mails().isEmpty());

      assertThat(sink.lines()).contains("MAIL FROM:<forktail@example.com>");
      assertThat(sink.lines()).contains("RCPT TO:<b@example.com>");
      assertThat(sink.mails().getFirst())
          .contains("Message-ID: <" + notice.id() + "@forktail>")
          .contains("Subject: =?UTF-8?")
          .contains("Refunds rose by 12 %.");
    }
  }

  @Test
  void noMailLeavesWhenTheServerCannotEncryptAsItMust() throws IOException {
    try (var sink = new SmtpSink(0)) {
      var carriage = new Mailer(mail(sink.port(), Tls.STARTTLS)).carry(notice());

      assertThat(carriage).isInstanceOf(Carriage.Failed.class);
      assertThat(sink.mails()).isEmpty();
      assertThat(sink.lines()).noneMatch(line -> line.startsWith("AUTH"));
    }
  }
}
