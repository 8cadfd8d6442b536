package dev.forktail.web.live;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.web.http.Endpoint;
import dev.forktail.web.http.EventStream;
import dev.forktail.web.http.Loop;
import dev.forktail.web.http.Page;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.live.LiveTemplates.PageView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The live page at `/`, its stream, its files, and the form that asks for a key.
public final class LiveRoutes {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\[\\]:-]{1,255}");

  private final LiveHub hub;
  private final Pages pages;
  private final Gate gate;

  /// @param hub makes what the page shows
  /// @param pages where pages are answered
  public LiveRoutes(LiveHub hub, Pages pages, Gate gate) {
    this.hub = hub;
    this.pages = pages;
    this.gate = gate;
  }

  public void addTo(Routes routes) {
    addLoginTo(routes, pages, gate);
    routes.get("/", pages.of(page()));
    routes.get("/live/stream", stream());
  }

  /// What all pages behind a gate need: its form, and the files that they load.
  public static void addLoginTo(Routes routes, Pages pages, Gate gate) {
    var login = new Login(gate, new LiveTemplates());
    Assets.addTo(routes);
    routes.get("/login", pages.of(_ -> login.form()));
    routes.post("/login", login.enter());
    routes.post("/logout", login.leave());
  }

  private Page page() {
    return request ->
        gate.admit(request).map(project -> page(request, project)).orElseGet(gate::refusal);
  }

  private Reply page(PageRequest request, ProjectId project) {
    var live = LiveViews.of(hub.source().now(project));
    var host = request.findHeader("Host").filter(HOST.asMatchPredicate()).orElse("localhost");
    var view = new PageView(live, curl(host), gate.asksForKey());
    return Html.reply(200, hub.templates().page(view));
  }

  private String curl(String host) {
    return """
    curl http://%s/v1/track \\
      -H 'Authorization: Bearer %s' \\
      -H 'Content-Type: application/json' \\
      -d '{"event": "Hello Forktail", "userId": "me"}'\
    """
        .formatted(host, gate.exampleKey());
  }

  private Endpoint stream() {
    return loop -> request -> stream(loop, request);
  }

  private void stream(Loop loop, HttpServerRequest request) {
    if (request.method().equals(HttpMethod.HEAD)) {
      Replies.send(request, new Reply(200, "text/event-stream", Map.of(), Buffer.buffer()));
      return;
    }
    var project =
        gate.admit(
            Optional.ofNullable(request.getHeader("Host")),
            Optional.ofNullable(request.getHeader("Cookie")));
    if (project.isEmpty()) {
      Replies.send(request, Reply.error(401, "unauthorized", null, "Log in at /login first."));
      return;
    }
    open(loop, request, project.get());
  }

  private void open(Loop loop, HttpServerRequest request, ProjectId project) {
    if (!hub.takePlace()) {
      Replies.send(
          request,
          Reply.error(503, "busy", null, "Too many live pages are open.")
              .with("Retry-After", "10"));
      return;
    }
    var stream = EventStream.open(loop, request);
    var viewer = new StreamViewer(stream);
    hub.join(project, viewer);
    stream.onClose(() -> hub.leave(project, viewer));
  }
}
