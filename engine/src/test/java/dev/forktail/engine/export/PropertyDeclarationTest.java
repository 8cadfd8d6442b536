package dev.forktail.engine.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PropertyDeclarationTest {
  @Test
  void aDeclarationIsAColumnOnceItHasAFieldId() {
    var column = PropertyDeclaration.of("price", "double", "$.properties.price").column(1_234);

    assertThat(column.column()).isEqualTo(new Column(1_234, "price", ColumnType.DOUBLE, false));
    assertThat(column.source().path()).isEqualTo("$.properties.price");
    assertThat(PropertyDeclaration.of(column).column(1_234)).isEqualTo(column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Price",
        "1st",
        "_file",
        "price ",
        "preis_€",
        "size-l",
        "payload",
        "duckdb_schema"
      })
  void aNameIsPlainAndNotTaken(String name) {
    assertThat(PropertyDeclaration.findFaultOfName(name)).isPresent();
    assertThatThrownBy(() -> PropertyDeclaration.of(name, "long", "$.properties.size"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void aNameHas63CharactersAtMost() {
    assertThat(PropertyDeclaration.findFaultOfName("n".repeat(63))).isEmpty();
    assertThat(PropertyDeclaration.findFaultOfName("n".repeat(64))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "integer", "LONG", "text", "varchar"})
  void aTypeIsOneOfFive(String type) {
    assertThat(PropertyDeclaration.findFaultOfType(type)).isPresent();
    assertThatThrownBy(() -> PropertyDeclaration.of("size", type, "$.properties.size"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The type is string, long, double, boolean or timestamp: '%s'.".formatted(type));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.properties.price",
        "$.context.page.path",
        "$.properties.utm-source",
        "$.properties.\"screen size\"",
        "$.properties.items[0].sku"
      })
  void aPathLeadsToOneValue(String path) {
    assertThat(PropertyDeclaration.of("size", "long", path).source().path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$",
        "price",
        "/properties/price",
        "$.properties.",
        "$.properties.*",
        "$..price",
        "$.properties.items[*]",
        "$.properties.items[-1]",
        "$.properties.screen size",
        "$.properties.\"a\\\"b\"",
        "$.properties.\"a\nb\"",
        "$.properties.it's"
      })
  void anythingElseIsNoPath(String path) {
    assertThat(PropertySource.findFaultOfPath(path)).isPresent();
    assertThatThrownBy(() -> PropertyDeclaration.of("size", "long", path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A path is such as $.properties.price");
  }
}
