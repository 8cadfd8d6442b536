package dev.forktail.web.export;

import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.PromotedColumn;
import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PromotedProperties.Answer;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.web.http.JsonText;
import dev.forktail.web.http.PageRequest;
import dev.forktail.web.http.Pages;
import dev.forktail.web.http.Reply;
import dev.forktail.web.http.Routes;
import dev.forktail.web.project.KeyAccess;
import java.util.stream.Collectors;

/// Mounts the promoted properties, which are those of all projects: `GET /v1/properties` lists them
/// for read keys, `POST /v1/properties` declares one for admin keys.
public final class PropertyRoutes {
  private static final int BODY_BYTES_MAX = 4 << 10;

  private final PromotedProperties properties;
  private final KeyAccess readers;
  private final KeyAccess admins;
  private final Pages pages;

  public PropertyRoutes(PromotedProperties properties, KeyRing keys, Pages pages) {
    this.properties = properties;
    this.readers = new KeyAccess(keys, KeyRole.READ);
    this.admins = new KeyAccess(keys, KeyRole.ADMIN);
    this.pages = pages;
  }

  public void addTo(Routes routes) {
    routes.get("/v1/properties", pages.of(request -> readers.reply(request, _ -> list())));
    routes.post(
        "/v1/properties",
        pages.withBody(BODY_BYTES_MAX, request -> admins.reply(request, _ -> declare(request))));
  }

  private Reply list() {
    return Reply.json(200, json(properties.schema())).with("Cache-Control", "no-store");
  }

  private Reply declare(PageRequest request) {
    return switch (PropertyRequest.read(request.body())) {
      case PropertyRequest.Declare(var declaration) -> declare(declaration);
      case PropertyRequest.Wrong(var field, var message) ->
          Reply.error(400, "invalid_property", field.orElse(null), message);
    };
  }

  private Reply declare(PropertyDeclaration declaration) {
    return switch (properties.declare(declaration)) {
      case Answer.Declared(var column) -> Reply.json(201, json(column));
      case Answer.Known(var column) -> Reply.json(200, json(column));
      case Answer.Refused(var field, var reason) ->
          Reply.error(409, "conflict", field.orElse(null), reason);
    };
  }

  private static String json(LakeSchema schema) {
    return schema.promoted().stream()
        .map(PropertyRoutes::json)
        .collect(Collectors.joining(",", "{\"properties\":[", "]}"));
  }

  private static String json(PromotedColumn column) {
    var declaration = PropertyDeclaration.of(column);
    String event =
        declaration.source().event().map(name -> ",\"event\":" + JsonText.quote(name)).orElse("");
    return "{\"name\":%s,\"type\":%s,\"path\":%s%s,\"field_id\":%d}"
        .formatted(
            JsonText.quote(declaration.name()),
            JsonText.quote(declaration.typeText()),
            JsonText.quote(declaration.source().path()),
            event,
            column.column().fieldId());
  }
}
