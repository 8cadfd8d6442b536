package dev.forktail.assignment.hash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forktail.assignment.hash.Salt.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Our own hasher gives the golden vectors, to which every SDK is held.
final class GoldenVectorsTest {
  @Test
  void hashes() throws IOException {
    for (var row : vectors("hash")) {
      assertThat(UnitId.of(row.get("unit").asText()).hash())
          .isEqualTo(Long.parseUnsignedLong(row.get("hash").asText(), 16));
    }
  }

  @Test
  void points() throws IOException {
    for (var row : vectors("points")) {
      var unit = UnitId.of(row.get("unit").asText());
      for (var purpose : Purpose.values()) {
        var expected = row.get(purpose.name().toLowerCase(Locale.ROOT));
        if (expected != null) {
          assertThat(Salt.of(purpose, row.get("salt").asText()).point(unit, 10_000))
              .as("%s %s", purpose, row)
              .isEqualTo(expected.asInt());
        }
      }
    }
  }

  @Test
  void variants() throws IOException {
    for (var row : vectors("variants")) {
      var weights =
          StreamSupport.stream(row.get("weights").spliterator(), false)
              .map(JsonNode::asInt)
              .toList();
      var shape = new Shape(row.get("experiment").asText(), Map.of(), weights, null);
      assertThat(Hasher.FORKTAIL_V1.bucketing(shape).variant(UnitId.of(row.get("unit").asText())))
          .as(row.toString())
          .isEqualTo(row.get("variant").asInt());
    }
  }

  private static List<JsonNode> vectors(String name) throws IOException {
    try (var file = GoldenVectorsTest.class.getResourceAsStream("/forktail-v1.json")) {
      var rows = new ObjectMapper().readTree(Objects.requireNonNull(file)).get(name);
      assertThat(rows.size()).isGreaterThanOrEqualTo(12);
      return StreamSupport.stream(rows.spliterator(), false).toList();
    }
  }
}
