package dev.forktail.app.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.MessageBuilder;
import com.segment.analytics.messages.TrackMessage;
import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.result.truth.Deed;
import dev.forktail.engine.result.truth.KnownShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/// Visitors of a [KnownShop], who ask a server for their arm by OFREP and tell what they do through
/// Segment's client.
final class KnownVisitors {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KEY = "demo";
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
  private static final String BOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private final URI server;
  private final String experiment;
  private final int visitors;
  private final long seed;
  private final HttpClient http = HttpClient.newHttpClient();

  KnownVisitors(URI server, String experiment, int visitors, long seed) {
    this.server = server;
    this.experiment = experiment;
    this.visitors = visitors;
    this.seed = seed;
  }

  /// Has all of them visit the shop; returns what they did when it is on its way, some of it twice.
  ///
  /// @param works whether the treatment does anything
  List<Deed> visit(boolean works) {
    var random = new SplittableRandom(seed);
    var opened = Instant.now();
    var arms = new ConcurrentHashMap<String, String>();
    for (int i = 0; i < visitors; i++) {
      var visitor = experiment + "-v" + i;
      arms.put(visitor, arm(visitor, KnownShop.isBot(i)));
    }
    var open = Duration.between(opened, Instant.now()).plusMillis(1);
    var shop = new KnownShop(experiment, random, Instant.now(), open);
    var deeds = shop.visits(visitors, arms::get, works);
    tell(deeds);
    return deeds;
  }

  private String arm(String visitor, boolean bot) {
    var question =
        "{\"context\":{\"targetingKey\":\"%s\",\"userAgent\":\"%s\"}}"
            .formatted(visitor, bot ? BOT : BROWSER);
    var request =
        HttpRequest.newBuilder(server.resolve("/ofrep/v1/evaluate/flags/" + experiment))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + KEY)
            .POST(BodyPublishers.ofString(question))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString(UTF_8));
      assertThat(answer.statusCode()).as(answer::body).isEqualTo(200);
      return JsonTree.object(answer.body()).text("variant");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted", e);
    }
  }

  private void tell(List<Deed> deeds) {
    var analytics = Analytics.builder(KEY).endpoint(server.toString()).build();
    try {
      deeds.forEach(deed -> analytics.enqueue(message(deed)));
      analytics.flush();
    } finally {
      analytics.shutdown();
    }
  }

  private static MessageBuilder<?, ?> message(Deed deed) {
    return deed.isLogin()
        ? with(deed, IdentifyMessage.builder())
        : with(
            deed,
            TrackMessage.builder(deed.name())
                .properties(JsonTree.object(deed.properties()).rest()));
  }

  /// `message` with what all have.
  private static <V extends MessageBuilder<?, V>> V with(Deed deed, V message) {
    V told =
        message.messageId(deed.id()).anonymousId(deed.visitor()).timestamp(Date.from(deed.at()));
    told.context(Map.of("userAgent", deed.bot() ? BOT : BROWSER));
    return deed.user() == null ? told : told.userId(deed.user());
  }
}
