package dev.forktail.app.notices;

import dev.forktail.app.Housekeeping;
import dev.forktail.engine.notice.Carrier;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.Outbox;
import dev.forktail.engine.notice.OutboxStanding;
import dev.forktail.engine.notice.OutboxStanding.Last;
import dev.forktail.engine.notice.Postman;
import dev.forktail.engine.notice.Retries;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Routes;
import dev.forktail.web.notice.NoticeRoutes;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Tells people what a running server has to tell them.
///
/// - **Contract.** What [#tell] has taken is delivered at least once to each channel, also when the
///   process is killed at any moment, unless a channel takes nothing for a day.
/// - **Failure.** Nothing waits for it but who tells; how it goes is in [#health].
public final class Notices implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_PAUSE = Duration.ofSeconds(5);
  private static final Duration SWEEP_PAUSE = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(30);

  private final Outbox outbox;
  private final NoticeSettings settings;
  private final BooleanSupplier ready;
  private final InstantSource clock;
  private final Postman postman;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Webhook.TIMEOUT)
          .followRedirects(Redirect.NEVER)
          .build();
  private final List<String> channels;
  private final Housekeeping jobs = new Housekeeping("notices", 2);
  private volatile OutboxStanding standing = OutboxStanding.EMPTY;

  /// @param ready whether the outbox can be asked
  public Notices(
      NoticeSettings settings,
      Outbox outbox,
      BooleanSupplier ready,
      Retries retries,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.outbox = outbox;
    this.ready = ready;
    this.clock = clock;
    var carriers = carriers(settings);
    this.channels = carriers.stream().map(Carrier::channel).toList();
    this.postman = new Postman(outbox, carriers, retries, clock, random);
  }

  private List<Carrier> carriers(NoticeSettings settings) {
    var carriers = new ArrayList<Carrier>();
    for (int i = 0; i < settings.webhooks().size(); i++) {
      String name = i == 0 ? "webhook" : "webhook-" + (i + 1);
      carriers.add(new Webhook(name, settings.webhooks().get(i), http, clock));
    }
    settings.mail().ifPresent(mail -> carriers.add(new Mailer(mail)));
    return carriers;
  }

  /// Begins to deliver, also what was left by whoever ran before.
  public void start() {
    jobs.every(PAUSE, PAUSE_MAX, "deliver notices", () -> ifReady(this::deliver));
    jobs.every(LOOK_PAUSE, PAUSE_MAX, "look at the outbox", () -> ifReady(this::look));
    jobs.every(
        SWEEP_PAUSE,
        "forget old notices",
        () -> ifReady(() -> outbox.forget(clock.instant().minus(KEPT))));
  }

  private void ifReady(Runnable job) {
    if (ready.getAsBoolean()) {
      job.run();
    }
  }

  private void deliver() {
    if (postman.round() > 0) {
      look();
    }
  }

  private void look() {
    standing = outbox.standing();
  }

  /// Keeps `notice` until everybody knows it; false when it is known already.
  ///
  /// @throws dev.forktail.engine.event.StoreException when it cannot be kept
  public boolean tell(Notice notice) {
    return postman.tell(notice);
  }

  /// The address of the page of an experiment, on a line of its own; empty when nobody has said
  /// where people find this server.
  public String link(String path) {
    return settings.site().map(site -> "\n\n" + site.resolve(path)).orElse("");
  }

  public void addTo(Routes routes, Pages pages, KeyRing keys) {
    new NoticeRoutes(outbox, this::tell, channels, UUID::randomUUID, keys, clock)
        .addTo(routes, pages);
  }

  /// How the deliveries go.
  public Component health() {
    var now = standing;
    var numbers = new LinkedHashMap<String, Number>();
    numbers.put("channels", channels.size());
    numbers.put("waiting", now.waiting());
    numbers.put("delivered", now.delivered());
    numbers.put("givenUp", now.givenUp());
    var notes = new LinkedHashMap<String, String>();
    channels.forEach(
        channel -> {
          var last = now.last().get(channel);
          if (last != null) {
            notes.put(channel, last.at() + " " + last.text());
          }
        });
    var failing =
        channels.stream()
            .filter(channel -> isFailing(now.last().get(channel)))
            .findFirst()
            .map(channel -> "The last notice by " + channel + " was not delivered");
    var fault = jobs.fault().or(() -> failing);
    return new Component(
        "notices",
        fault.isPresent() ? Status.DEGRADED : Status.UP,
        fault.orElse(""),
        numbers,
        notes);
  }

  private static boolean isFailing(@Nullable Last last) {
    return last != null && last.state() != Outbox.LegState.DELIVERED;
  }

  @Override
  public void close() {
    jobs.close();
    http.shutdownNow();
  }
}
