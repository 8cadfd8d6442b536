package dev.forktail.web.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Reply;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Decides which project a request for a page may see: by the session that began with a key.
/// Several pages share one.
public final class Gate {
  static final String COOKIE = "forktail_session";

  /// An open page answers to these names only: another name that leads here is a foreign site's
  /// trick to read it with a visitor's browser.
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final LiveAccess access;
  private final KeyRing keys;
  private final Sessions sessions;

  Gate(LiveAccess access, KeyRing keys, Sessions sessions) {
    this.access = access;
    this.keys = keys;
    this.sessions = sessions;
  }

  /// A gate with sessions of its own.
  ///
  /// @param keys who may look, unless `access` is open
  public static Gate of(LiveAccess access, KeyRing keys, SecureRandom random, InstantSource clock) {
    return new Gate(access, keys, new Sessions(random, clock));
  }

  public boolean asksForKey() {
    return access instanceof LiveAccess.WithKey;
  }

  /// The key for the newcomer's example.
  String exampleKey() {
    return switch (access) {
      case LiveAccess.Open(_, var writeKey) -> writeKey;
      case LiveAccess.WithKey() -> "WRITE_KEY";
    };
  }

  /// The project to be shown; empty when a key has to be typed first.
  public Optional<ProjectId> admit(PageRequest request) {
    return admit(request.findHeader("Host"), request.findHeader("Cookie"));
  }

  /// What is answered to who is not admitted to a page.
  public Reply refusal() {
    return asksForKey()
        ? Html.redirect("/login")
        : Reply.error(421, "wrong_host", null, "This page is served at localhost only.");
  }

  /// The project to be shown; empty when a key has to be typed first.
  Optional<ProjectId> admit(Optional<String> host, Optional<String> cookies) {
    return switch (access) {
      case LiveAccess.Open(var project, _) -> host.filter(Gate::isLocal).map(_ -> project);
      case LiveAccess.WithKey() ->
          cookies
              .flatMap(Gate::token)
              .flatMap(sessions::find)
              .flatMap(keys::find)
              .filter(Gate::mayLook)
              .map(Access::project);
    };
  }

  /// Begins a session for `key` and returns its token; empty when that is no key that may look.
  Optional<String> enter(String key) {
    return keys.find(key).filter(Gate::mayLook).map(_ -> sessions.begin(KeyHash.of(key)));
  }

  void leave(Optional<String> cookies) {
    cookies.flatMap(Gate::token).ifPresent(sessions::end);
  }

  private static boolean mayLook(Access held) {
    return held.role().covers(KeyRole.READ);
  }

  private static boolean isLocal(String host) {
    return LOCAL.contains(host.replaceFirst(":\\d+$", ""));
  }

  private static Optional<String> token(String cookies) {
    return Arrays.stream(cookies.split(";", -1))
        .map(String::strip)
        .filter(cookie -> cookie.startsWith(COOKIE + "="))
        .map(cookie -> cookie.substring(COOKIE.length() + 1))
        .findFirst();
  }
}
