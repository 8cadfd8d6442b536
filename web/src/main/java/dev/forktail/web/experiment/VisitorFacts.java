package dev.forktail.web.experiment;

import static dev.forktail.engine.event.ContextField.BOT;
import static dev.forktail.engine.event.ContextField.BROWSER;
import static dev.forktail.engine.event.ContextField.BROWSER_VERSION;
import static dev.forktail.engine.event.ContextField.COUNTRY;
import static dev.forktail.engine.event.ContextField.DEVICE;
import static dev.forktail.engine.event.ContextField.OS;
import static dev.forktail.engine.event.ContextField.REGION;

import dev.forktail.assignment.Subject;
import dev.forktail.engine.context.Requester;
import dev.forktail.engine.context.SentContext;
import dev.forktail.engine.context.SentField;
import dev.forktail.engine.context.VisitorContexts;
import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.VisitorContext;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.RequestHead;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds out who a subject is, by its attributes `userAgent` and `ip` or, where a browser asks for
/// itself, by the request; in the same way as for events. What is found are attributes named like
/// the columns of `events`, beside those that were given. A program becomes a bot.
public final class VisitorFacts {
  private static final String USER_AGENT = "userAgent";
  private static final String IP = "ip";
  private static final List<ContextField> FOUND =
      List.of(BROWSER, BROWSER_VERSION, OS, DEVICE, BOT, COUNTRY, REGION);

  private final VisitorContexts contexts;
  private final String ipHeader;

  /// @param ipHeader in which a proxy says where a request came from; empty: there is none
  public VisitorFacts(VisitorContexts contexts, String ipHeader) {
    this.contexts = contexts;
    this.ipHeader = ipHeader;
  }

  /// Of whom somebody asks: for itself, if a browser does.
  Subject of(Subject subject, HttpServerRequest request) {
    return of(subject, new RequestHead(request, ipHeader), false);
  }

  /// Who asks for itself, whatever it is.
  Subject of(Subject subject, PageRequest request) {
    return of(subject, new PageVisitor(request, ipHeader), true);
  }

  private Subject of(Subject subject, Requester requester, boolean always) {
    @Nullable String userAgent = text(subject, USER_AGENT);
    @Nullable String ip = text(subject, IP);
    var sent = userAgent == null && ip == null ? null : new SentContext();
    if (sent != null && userAgent != null) {
      sent.put(SentField.USER_AGENT, userAgent);
    }
    if (sent != null && ip != null) {
      sent.put(SentField.IP, ip);
    }
    var context = always ? contexts.ofVisitor(sent, requester) : contexts.of(sent, requester);
    boolean bot = subject.bot() || Boolean.TRUE.equals(subject.attribute(BOT.column()));
    return context.isEmpty() && bot == subject.bot() ? subject : with(subject, context, bot);
  }

  private static @Nullable String text(Subject subject, String name) {
    return subject.attributes().get(name) instanceof String text ? text : null;
  }

  private static Subject with(Subject subject, VisitorContext context, boolean bot) {
    var more = new HashMap<String, Object>();
    for (var field : FOUND) {
      Object value = context.value(field);
      if (value != null && subject.attribute(field.column()) == null) {
        more.put(field.column(), value);
      }
    }
    var known = more.isEmpty() ? subject : subject.with(more);
    return bot || Boolean.TRUE.equals(more.get(BOT.column())) ? known.asBot() : known;
  }

  /// Who asks for a page.
  private record PageVisitor(PageRequest request, String ipHeader) implements Requester {
    @Override
    public @Nullable String userAgent() {
      return request.findHeader("User-Agent").orElse(null);
    }

    @Override
    public @Nullable String ip() {
      return ipHeader.isEmpty()
          ? request.findAddress().orElse(null)
          : request.findHeader(ipHeader).map(RequestHead::lastAddress).orElse(null);
    }
  }
}
