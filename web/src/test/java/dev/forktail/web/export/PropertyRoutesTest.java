package dev.forktail.web.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.engine.export.memory.InMemoryPromotedProperties;
import dev.forktail.web.http.ApiServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PropertyRoutesTest {
  private static final String PRICE =
      "{\"name\":\"price\",\"type\":\"double\",\"path\":\"$.properties.price\"}";
  private static final String PRICE_KNOWN =
      "{\"name\":\"price\",\"type\":\"double\",\"path\":\"$.properties.price\",\"field_id\":1000}";

  private final PromotedProperties properties = new InMemoryPromotedProperties();
  private final ApiServer server =
      ApiServer.open(
          (routes, keys, pages) -> new PropertyRoutes(properties, keys, pages).addTo(routes));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatAnAdminDeclaresIsListed() {
    assertThat(list("read").body()).isEqualTo("{\"properties\":[]}");

    var declared = declare(PRICE, "admin");
    var again = declare(PRICE, "admin");

    assertThat(declared.statusCode()).isEqualTo(201);
    assertThat(declared.body()).isEqualTo(PRICE_KNOWN);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(PRICE_KNOWN);
    assertThat(list("read").body()).isEqualTo("{\"properties\":[" + PRICE_KNOWN + "]}");
  }

  @Test
  void readersMayListButNotDeclareAndSendersNeither() {
    assertThat(list("write").statusCode()).isEqualTo(403);
    assertThat(list("nobody").statusCode()).isEqualTo(401);
    assertThat(declare(PRICE, "read").statusCode()).isEqualTo(403);
    assertThat(declare(PRICE, "nobody").statusCode()).isEqualTo(401);
    assertThat(properties.schema().promoted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] |",
        "{\"name\": |",
        "{} {} |",
        "{} | name",
        "{\"name\":7} | name",
        "{\"name\":\"user_id\",\"type\":\"string\",\"path\":\"$.userId\"} | name",
        "{\"name\":\"price\",\"path\":\"$.properties.price\"} | type",
        "{\"name\":\"price\",\"type\":\"money\",\"path\":\"$.properties.price\"} | type",
        "{\"name\":\"price\",\"type\":\"double\",\"path\":\"properties.price\"} | path",
        "{\"name\":\"price\",\"events\":[\"buy\"]} | events",
        "{\"name\":\"p\",\"type\":\"long\",\"path\":\"$.properties.p\",\"event\":\" \"} | event"
      })
  void aDeclarationThatIsWrongSaysWhichFieldItIs(String body, @Nullable String field) {
    var answer = declare(body, "admin");

    assertThat(answer.statusCode()).isEqualTo(400);
    String at = field == null ? "" : "\"field\":\"" + field + "\",";
    assertThat(answer.body()).contains("{\"code\":\"invalid_property\"," + at + "\"message\":");
  }

  @Test
  void aPropertyCanBeThatOfTheEventsOfOneName() {
    String total =
        "{\"name\":\"total\",\"type\":\"double\",\"path\":\"$.properties.total\","
            + "\"event\":\"Order Completed\"";

    var declared = declare(total + "}", "admin");

    assertThat(declared.statusCode()).isEqualTo(201);
    assertThat(declared.body()).isEqualTo(total + ",\"field_id\":1000}");
    assertThat(list("read").body()).contains(total);
  }

  @Test
  void aColumnThatIsThereKeepsItsTypeAndPath() {
    properties.declare(PropertyDeclaration.of("price", "long", "$.properties.price"));

    var answer = declare(PRICE, "admin");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("\"field\":\"type\"")
        .contains("The column price has the type long, which never changes");
  }

  private HttpResponse<String> list(String key) {
    return server.send(server.request("/v1/properties", key).GET());
  }

  private HttpResponse<String> declare(String body, String key) {
    return server.send(server.request("/v1/properties", key).POST(BodyPublishers.ofString(body)));
  }
}
