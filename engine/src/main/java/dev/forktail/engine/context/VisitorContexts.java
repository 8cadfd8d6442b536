package dev.forktail.engine.context;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.VisitorContext;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Finds out what is known of the visitor behind an event: what its context says and, when a
/// browser sent it, what the request tells. What a server sends without saying anything of a
/// visitor has no context.
///
/// - **Threads.** Safe for concurrent use.
public final class VisitorContexts {
  private static final int PLACES_REMEMBERED = 10_000;
  private static final int PIXELS_DIGITS_MAX = 5;

  private final KnownAgents agents;
  private final Places places;
  private final IpPolicy ipPolicy;
  private final RecentAnswers<Place> knownPlaces = new RecentAnswers<>(PLACES_REMEMBERED);

  public VisitorContexts(KnownAgents agents, Places places, IpPolicy ipPolicy) {
    this.agents = agents;
    this.places = places;
    this.ipPolicy = ipPolicy;
  }

  /// What is kept of addresses.
  public IpPolicy ipPolicy() {
    return ipPolicy;
  }

  /// How often a user agent was not read since it would have taken too long.
  public long unreadAgents() {
    return agents.unread();
  }

  /// The context of an event.
  ///
  /// @param sent what the event says; null when it has no context
  public VisitorContext of(@Nullable SentContext sent, Requester requester) {
    @Nullable String header = requester.userAgent();
    return of(sent, requester, header, header != null && isBrowser(header));
  }

  /// The context of who makes a request on its own behalf, whatever program it is.
  ///
  /// @param sent what is said of it; null: nothing
  public VisitorContext ofVisitor(@Nullable SentContext sent, Requester requester) {
    @Nullable String header = requester.userAgent();
    return of(sent, requester, header, header != null);
  }

  private VisitorContext of(
      @Nullable SentContext sent, Requester requester, @Nullable String header, boolean byBrowser) {
    if (sent == null && !byBrowser) {
      return VisitorContext.NONE;
    }
    var draft = new VisitorContext.Draft();
    @Nullable String userAgent = sent == null ? null : sent.get(SentField.USER_AGENT);
    if (userAgent != null || byBrowser) {
      putAgent(
          userAgent != null || header == null ? userAgent : SentField.USER_AGENT.cut(header),
          draft);
    }
    @Nullable String ip = sent == null ? null : sent.get(SentField.IP);
    putPlace(ip == null && byBrowser ? requester.ip() : ip, draft);
    if (sent != null) {
      putPage(sent, draft);
      putRest(sent, draft);
    }
    return draft.done();
  }

  /// Whether the program that made a request is a browser: all of them say so, for old times' sake.
  private static boolean isBrowser(String userAgent) {
    return userAgent.startsWith("Mozilla/") || userAgent.startsWith("Opera/");
  }

  private void putAgent(@Nullable String userAgent, VisitorContext.Draft draft) {
    @Nullable Agent agent = userAgent == null ? null : agents.find(userAgent);
    if (agent != null) {
      draft
          .put(ContextField.BROWSER, agent.browser())
          .put(ContextField.BROWSER_VERSION, agent.version())
          .put(ContextField.OS, agent.os())
          .put(ContextField.DEVICE, agent.device())
          .put(ContextField.BOT, agent.bot());
    }
  }

  private void putPlace(@Nullable String ip, VisitorContext.Draft draft) {
    if (ip == null) {
      return;
    }
    var place = place(ip);
    draft
        .put(ContextField.COUNTRY, place.country())
        .put(ContextField.REGION, place.region())
        .put(ContextField.IP, ipPolicy.apply(ip));
  }

  private Place place(String ip) {
    if (places.equals(Places.NONE)) {
      return Place.UNKNOWN;
    }
    Place known = knownPlaces.find(ip);
    if (known != null) {
      return known;
    }
    InetAddress address = IpPolicy.parse(ip);
    var place = address == null ? Place.UNKNOWN : places.find(address);
    knownPlaces.put(ip, place);
    return place;
  }

  private static void putPage(SentContext sent, VisitorContext.Draft draft) {
    var campaign = Campaign.of(sent);
    draft
        .put(ContextField.UTM_SOURCE, campaign.source())
        .put(ContextField.UTM_MEDIUM, campaign.medium())
        .put(ContextField.UTM_CAMPAIGN, campaign.name())
        .put(ContextField.UTM_TERM, campaign.term())
        .put(ContextField.UTM_CONTENT, campaign.content());
    @Nullable String url = sent.get(SentField.PAGE_URL);
    @Nullable String path = sent.get(SentField.PAGE_PATH);
    @Nullable String host = PageAddress.host(url);
    @Nullable String referrer = PageAddress.host(sent.get(SentField.PAGE_REFERRER));
    draft
        .put(ContextField.HOST, host)
        .put(ContextField.PATH, path != null ? path : PageAddress.path(url))
        .put(ContextField.REFERRER, referrer);
    if (url != null || path != null || referrer != null || !campaign.isEmpty()) {
      draft.put(ContextField.CHANNEL, Channel.of(url, host, referrer, campaign).text());
    }
  }

  private static void putRest(SentContext sent, VisitorContext.Draft draft) {
    draft
        .put(ContextField.SCREEN_WIDTH, pixels(sent.get(SentField.SCREEN_WIDTH)))
        .put(ContextField.SCREEN_HEIGHT, pixels(sent.get(SentField.SCREEN_HEIGHT)))
        .put(ContextField.LOCALE, sent.get(SentField.LOCALE))
        .put(ContextField.LIBRARY, sent.get(SentField.LIBRARY_NAME))
        .put(ContextField.LIBRARY_VERSION, sent.get(SentField.LIBRARY_VERSION));
  }

  /// A length of a screen; null for what is none.
  private static @Nullable Integer pixels(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int end = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
    if (end == 0 || end > PIXELS_DIGITS_MAX) {
      return null;
    }
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return Integer.valueOf(text.substring(0, end));
  }
}
