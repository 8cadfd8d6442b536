package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class MigrationsTest {

  @Test
  void theNewestVersionIsThatOfTheLastFile() throws Exception {
    URI folder =
        Objects.requireNonNull(MigrationsTest.class.getClassLoader().getResource(Migrations.FOLDER))
            .toURI();
    try (var files = Files.list(Path.of(folder))) {
      var names = files.map(file -> file.getFileName().toString()).sorted().toList();

      assertThat(names).allMatch(name -> name.matches("V[0-9]{3}__[a-z0-9_]+\\.sql"));
      assertThat(names.getLast()).startsWith("V" + Migrations.NEWEST + "__");
    }
  }
}
