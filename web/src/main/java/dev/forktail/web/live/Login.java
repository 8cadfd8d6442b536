package dev.forktail.web.live;

import dev.forktail.web.http.Endpoint;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.live.LiveTemplates.LoginView;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Trades a key for a session. The key comes in a form's body, never in an address, and is not
/// kept.
final class Login {
  private static final int BODY_BYTES_MAX = 4 << 10;
  private static final String COOKIE_RULES = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";

  private final Gate gate;
  private final LiveTemplates templates;

  Login(Gate gate, LiveTemplates templates) {
    this.gate = gate;
    this.templates = templates;
  }

  Reply form() {
    return gate.asksForKey() ? form(200, false) : Html.redirect("/");
  }

  Endpoint enter() {
    return loop -> request -> readForm(loop, request);
  }

  Endpoint leave() {
    return _ ->
        request -> {
          gate.leave(Optional.ofNullable(request.getHeader("Cookie")));
          Replies.send(request, Html.redirect("/login").with("Set-Cookie", cookie(request, "", 0)));
        };
  }

  private void readForm(Loop loop, HttpServerRequest request) {
    if (length(request.getHeader("Content-Length")) > BODY_BYTES_MAX) {
      Replies.sendAndClose(
          loop, request, Reply.error(413, "too_large", null, "A key is not that long."));
      return;
    }
    request.body().onSuccess(body -> Replies.send(request, answer(request, body)));
  }

  private Reply answer(HttpServerRequest request, Buffer body) {
    return gate.enter(key(body))
        .map(
            token ->
                Html.redirect("/")
                    .with("Set-Cookie", cookie(request, token, Sessions.LIFE.toSeconds())))
        .orElseGet(() -> form(401, true));
  }

  private Reply form(int status, boolean refused) {
    return Html.reply(status, templates.login(new LoginView(refused)));
  }

  private static String key(Buffer body) {
    var form = new QueryStringDecoder(body.toString(StandardCharsets.UTF_8), false);
    return form.parameters().getOrDefault("key", List.of("")).getFirst().strip();
  }

  /// A form without a length is taken for too long.
  private static long length(@Nullable String header) {
    if (header == null || !header.matches("\\d{1,9}")) {
      return Long.MAX_VALUE;
    }
    return Long.parseLong(header);
  }

  private static String cookie(HttpServerRequest request, String token, long lifeSeconds) {
    boolean secure =
        request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    return Gate.COOKIE + "=" + token + COOKIE_RULES + lifeSeconds + (secure ? "; Secure" : "");
  }
}
