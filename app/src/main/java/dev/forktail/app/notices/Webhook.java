package dev.forktail.app.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.app.notices.NoticeSettings.WebhookSettings;
import dev.forktail.engine.notice.Carrier;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.NoticeJson;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;

/// Posts notices as signed JSON. Whatever answer is not 2xx counts as not delivered.
final class Webhook implements Carrier {
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String channel;
  private final WebhookSettings settings;
  private final HttpClient http;
  private final InstantSource clock;

  Webhook(String channel, WebhookSettings settings, HttpClient http, InstantSource clock) {
    this.channel = channel;
    this.settings = settings;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public String channel() {
    return channel;
  }

  @Override
  public Carriage carry(Notice notice) {
    try {
      var answer = http.send(request(notice), BodyHandlers.ofInputStream());
      answer.body().close(); // What it says is not asked for, however long it is.
      String text = settings.url().getHost() + " answered " + answer.statusCode();
      return answer.statusCode() / 100 == 2
          ? new Carriage.Delivered(text)
          : new Carriage.Failed(text);
    } catch (IOException e) {
      return new Carriage.Failed(
          settings.url().getHost() + " does not answer: " + e.getClass().getSimpleName());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Carriage.Failed("The server stopped meanwhile");
    }
  }

  private HttpRequest request(Notice notice) {
    byte[] body = NoticeJson.write(notice).getBytes(UTF_8);
    return HttpRequest.newBuilder(settings.url())
        .timeout(TIMEOUT)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Forktail")
        .header("Forktail-Notice", notice.id().toString())
        .header(
            WebhookSignature.HEADER, WebhookSignature.of(body, clock.instant(), settings.secret()))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }
}
