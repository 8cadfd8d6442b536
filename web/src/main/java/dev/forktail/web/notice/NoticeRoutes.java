package dev.forktail.web.notice;

import dev.forktail.engine.json.JsonTree;
import dev.forktail.engine.notice.Notice;
import dev.forktail.engine.notice.NoticeJson;
import dev.forktail.engine.notice.Outbox;
import dev.forktail.engine.notice.Topic;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Mounts `GET /api/notices`, what a project was told and how far each is, and `POST
/// /api/notices/test`, which tells everybody something to see whether it arrives; for admin keys.
public final class NoticeRoutes {
  private static final int SHOWN_MAX = 100;
  private static final String INVALID = "invalid_notice";

  private final Outbox outbox;
  private final Predicate<Notice> tell;
  private final List<String> channels;
  private final Supplier<UUID> ids;
  private final KeyAccess admins;
  private final InstantSource clock;

  /// @param tell keeps a notice for all channels
  public NoticeRoutes(
      Outbox outbox,
      Predicate<Notice> tell,
      List<String> channels,
      Supplier<UUID> ids,
      KeyRing keys,
      InstantSource clock) {
    this.outbox = outbox;
    this.tell = tell;
    this.channels = List.copyOf(channels);
    this.ids = ids;
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
    this.clock = clock;
  }

  public void addTo(Routes routes, Pages pages) {
    routes.get("/api/notices", pages.of(admins.page(INVALID, this::list)));
    routes.post("/api/notices/test", pages.of(admins.page(INVALID, this::test)));
  }

  private Reply list(Access access, PageRequest request) {
    var notices =
        outbox.recent(access.project(), SHOWN_MAX).stream().map(NoticeRoutes::tree).toList();
    return Reply.json(200, JsonTree.text(Map.of("channels", channels, "notices", notices)))
        .with("Cache-Control", "no-store");
  }

  private static Map<String, Object> tree(Outbox.Sent sent) {
    var tree = new LinkedHashMap<>(NoticeJson.tree(sent.notice()));
    tree.put("deliveries", sent.legs().stream().map(NoticeRoutes::tree).toList());
    return tree;
  }

  private static Map<String, Object> tree(Outbox.Leg leg) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("channel", leg.channel());
    tree.put("state", leg.state().name().toLowerCase(Locale.ROOT));
    tree.put("attempts", leg.attempts());
    tree.put("last", leg.last());
    return tree;
  }

  private Reply test(Access access, PageRequest request) {
    if (channels.isEmpty()) {
      return Reply.error(
          409, "no_channel", null, "Nobody is told: set notify.webhook.url or notify.smtp.host.");
    }
    var notice =
        new Notice(
            ids.get(),
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            Topic.TEST,
            access.project(),
            null,
            "Forktail: a test",
            "Notices of your experiments arrive here.",
            Map.of());
    return tell.test(notice)
        ? Reply.json(202, NoticeJson.write(notice))
        : Reply.error(503, "full", null, "Too many notices wait to be delivered.");
  }
}
