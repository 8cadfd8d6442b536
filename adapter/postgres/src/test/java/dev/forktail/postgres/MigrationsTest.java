package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MigrationsTest {

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
}
