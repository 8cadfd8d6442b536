package dev.forktail.web.health;

import dev.forktail.web.health.Health.Component;
import dev.forktail.web.health.Health.Status;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Replies;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Locale;

/// Mounts `/health/live`, `/health/ready`, `/health` and `/metrics`.
public final class HealthRoutes {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final PrometheusMeterRegistry meters;
  private final Pages pages;

  public HealthRoutes(Health health, PrometheusMeterRegistry meters, Pages pages) {
    this.health = health;
    this.meters = meters;
    this.pages = pages;
  }

  /// Mounts them. That the process lives is answered by the event loop itself.
  public void addTo(Routes routes) {
    Reply live = Reply.json(200, "{\"status\":\"up\"}");
    routes.get("/health/live", _ -> request -> Replies.send(request, live));
    routes.get("/health/ready", pages.of(this::ready));
    routes.get("/health", pages.of(this::health));
    routes.get("/metrics", pages.of(this::metrics));
  }

  private Reply ready(PageRequest request) {
    return health.ready()
        ? Reply.json(200, "{\"status\":\"ready\"}")
        : Reply.json(503, "{\"status\":\"not ready\"}");
  }

  private Reply health(PageRequest request) {
    List<Component> components = health.components();
    var json = new StringBuilder(1_024).append("{\"status\":");
    Status worst =
        components.stream().map(Component::status).max(Status::compareTo).orElse(Status.UP);
    JsonText.quote(json, wireName(worst)).append(",\"components\":{");
    String separator = "";
    for (var component : components) {
      append(json.append(separator), component);
      separator = ",";
    }
    return Reply.json(worst == Status.DOWN ? 503 : 200, json.append("}}").toString())
        .with("Cache-Control", "no-store");
  }

  private Reply metrics(PageRequest request) {
    return Reply.text(200, PROMETHEUS_TEXT, meters.scrape());
  }

  private static void append(StringBuilder json, Component component) {
    JsonText.quote(json, component.name());
    JsonText.quote(json.append(":{\"status\":"), wireName(component.status()));
    JsonText.quote(json.append(",\"message\":"), component.message());
    for (var number : component.numbers().entrySet()) {
      JsonText.quote(json.append(','), number.getKey());
      json.append(':').append(finite(number.getValue()));
    }
    for (var note : component.notes().entrySet()) {
      JsonText.quote(json.append(','), note.getKey());
      JsonText.quote(json.append(':'), note.getValue());
    }
    json.append('}');
  }

  /// JSON has no infinity and no NaN.
  private static String finite(Number number) {
    boolean countless = number instanceof Double value && !Double.isFinite(value);
    return countless ? "null" : number.toString();
  }

  private static String wireName(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
