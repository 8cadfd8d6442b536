package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.experiment.ExperimentRun;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.postgres.experiment.PostgresExperimentCatalog;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class ProductDatabaseIT {
  private final TestDatabase database;

  ProductDatabaseIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void untilItIsOpenItSaysSoAtOnceAndCanBeOpenedLater() {
    var nowhere = PostgresConfig.standard("jdbc:postgresql://127.0.0.1:1/none", "nobody", "");
    try (var product = new ProductDatabase()) {
      assertThatThrownBy(() -> product.call("ask", _ -> 1))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("not open yet");
      assertThatThrownBy(() -> product.open(nowhere))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("Cannot reach the product database");
      assertThat(product.reach()).isInstanceOf(Reach.Away.class);

      product.open(database.config());
      product.open(database.config());

      assertThat(product.reach()).isInstanceOf(Reach.Answers.class);
      assertThat(database.column("SELECT version FROM definitions")).containsExactly("1");
    }
  }

  @Test
  void eventsAndProductsDoNotShareADatabase() {
    database.database();
    try (var product = new ProductDatabase()) {
      assertThatThrownBy(() -> product.open(database.config()))
          .isInstanceOf(StoreException.Unavailable.class)
          .hasMessageContaining("holds tables of something else");
    }
  }

  @Test
  void aDatabaseOfProductsTakesNoEvents() {
    try (var product = new ProductDatabase()) {
      product.open(database.config());
    }
    assertThatThrownBy(database::database)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("holds tables of something else");
  }

  @Test
  void anExperimentFromBeforeThereWereRunsHasOneSinceItsFirstStart() {
    migrateTo("005");
    for (var state : new String[] {"running", "draft", "archived"}) {
      addExperiment(state);
    }
    addAudit("running", "draft", "running", "paused", "running");
    addAudit("archived", "running", "decided", "archived");
    addAudit("draft", "draft");

    try (var product = new ProductDatabase()) {
      product.open(database.config());

      var runs =
          new PostgresExperimentCatalog(product)
              .list(new ProjectId(1)).stream()
                  .collect(Collectors.toMap(one -> one.key().value(), StoredExperiment::runs));
      assertThat(runs)
          .containsEntry("draft", List.of())
          .containsEntry("running", List.of(new ExperimentRun(1, at(2), null)))
          .containsEntry("archived", List.of(new ExperimentRun(1, at(1), at(2))));
    }
  }

  private void migrateTo(String version) {
    var config = database.config();
    Flyway.configure()
        .dataSource(config.url(), config.user(), config.password())
        .locations("classpath:" + Migrations.PRODUCT.folder())
        .table(Migrations.PRODUCT.history())
        .target(version)
        .load()
        .migrate();
  }

  private void addExperiment(String state) {
    var json = "{\"key\":\"%s\",\"variants\":[{\"key\":\"a\",\"weight\":1}]}".formatted(state);
    database.execute(
        """
        INSERT INTO experiment (project, key, version, state, definition, created, changed)
        VALUES (1, '%1$s', 9, '%1$s', '%2$s', '%3$s', '%3$s')
        """
            .formatted(state, json, at(0)));
  }

  private void addAudit(String key, String... states) {
    for (int i = 0; i < states.length; i++) {
      int version = i + 1;
      database.execute(
          """
          INSERT INTO experiment_audit (experiment, version, at, who, what, note, state, definition)
          SELECT id, %d, '%s', 'admin', 'edit', '', '%s', definition FROM experiment
          WHERE key = '%s'
          """
              .formatted(version, at(version), states[i], key));
    }
  }

  private static Instant at(int second) {
    return Instant.parse("2026-11-23T12:00:00.125Z").plusSeconds(second);
  }
}
