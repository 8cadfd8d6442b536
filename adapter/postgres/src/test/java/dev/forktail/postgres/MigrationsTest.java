package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.facts.FactTable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MigrationsTest {
  private static final Pattern CREATED = Pattern.compile("CREATE TABLE ([a-z_]+)");

  static Stream<Migrations> all() {
    return Stream.of(Migrations.EVENT, Migrations.PRODUCT);
  }

  @ParameterizedTest
  @MethodSource("all")
  void theNewestVersionIsThatOfTheLastFile(Migrations migrations) throws Exception {
    URI folder =
        Objects.requireNonNull(
                MigrationsTest.class.getClassLoader().getResource(migrations.folder()))
            .toURI();
    try (var files = Files.list(Path.of(folder))) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();

      assertThat(names).allMatch(name -> name.matches("V[0-9]{3}__[a-z0-9_]+\\.sql"));
      assertThat(names.stream().map(name -> name.substring(0, 4))).doesNotHaveDuplicates();
      assertThat(names.getLast()).startsWith("V" + migrations.newest() + "__");
    }
  }

  /// A copy in the event database has the name of its source.
  @Test
  void noTableOfTheEventDatabaseIsCalledLikeOneWhoseRowsAreFacts() throws Exception {
    assertThat(tables(Migrations.EVENT)).contains("slice", "fact_table");
    assertThat(tables(Migrations.PRODUCT)).contains("experiment");
    for (var fact : FactTable.OWN) {
      assertThat(tables(Migrations.EVENT)).doesNotContain(fact.table());
    }
  }

  private static Set<String> tables(Migrations migrations) throws Exception {
    var tables = new HashSet<String>();
    URI folder =
        Objects.requireNonNull(
                MigrationsTest.class.getClassLoader().getResource(migrations.folder()))
            .toURI();
    try (var files = Files.list(Path.of(folder))) {
      for (var file : files.toList()) {
        CREATED.matcher(Files.readString(file)).results().forEach(at -> tables.add(at.group(1)));
      }
    }
    return tables;
  }
}
