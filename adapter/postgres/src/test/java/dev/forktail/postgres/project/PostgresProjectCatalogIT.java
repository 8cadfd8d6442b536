package dev.forktail.postgres.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog.Project;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresProjectCatalogIT {
  private final TestDatabase database;
  private final PostgresProjectCatalog catalog;

  PostgresProjectCatalogIT(TestDatabase database) {
    this.database = database;
    this.catalog = new PostgresProjectCatalog(database.database());
  }

  @Test
  void projectsAreNumberedFromOne() {
    var first = catalog.create("Shop");
    var second = catalog.create("App");

    assertThat(first.value()).isOne();
    assertThat(catalog.projects())
        .containsExactly(new Project(first, "Shop"), new Project(second, "App"));
  }

  @Test
  void aKeyThatExistsStaysAsItIs() {
    var project = catalog.create("Shop");
    var key = KeyHash.of("secret");
    catalog.addKey(key, new Access(project, KeyRole.READ, "dashboard"));

    catalog.addKey(key, new Access(project, KeyRole.ADMIN, "other"));

    assertThat(catalog.keys())
        .containsOnly(java.util.Map.entry(key, new Access(project, KeyRole.READ, "dashboard")));
  }

  @Test
  void theSecretItselfIsNowhere() {
    catalog.addKey(KeyHash.of("secret"), new Access(catalog.create("Shop"), KeyRole.WRITE, "site"));

    assertThat(database.column("SELECT api_key::text FROM api_key"))
        .noneMatch(row -> row.contains("secret"));
  }
}
