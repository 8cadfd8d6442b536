package dev.forktail.postgres.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.ArmStore;
import dev.forktail.engine.experiment.ArmStoreContract;
import dev.forktail.engine.experiment.UnitHash;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.ProductDatabase;
import dev.forktail.postgres.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresArmStoreIT extends ArmStoreContract {
  private final TestDatabase database;
  private final ProductDatabase product = new ProductDatabase();

  PostgresArmStoreIT(TestDatabase database) {
    this.database = database;
  }

  @Override
  protected ArmStore empty(Duration life) {
    return store(life);
  }

  private PostgresArmStore store(Duration life) {
    product.open(database.config());
    return new PostgresArmStore(product, life);
  }

  @AfterEach
  void close() {
    product.close();
  }

  @Test
  void onlyWhatIsOverIsSwept() throws Exception {
    store(Duration.ofDays(1)).remember(new ProjectId(1), UnitHash.of("a", "b"), Map.of(1L, 2));
    var brief = store(Duration.ofMillis(1));
    brief.remember(new ProjectId(1), UnitHash.of("a", "c"), Map.of(1L, 2));
    java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);

    assertThat(brief.sweep()).isEqualTo(1);
    assertThat(brief.sweep()).isZero();
    assertThat(database.column("SELECT count(*) FROM unit_arms")).containsExactly("1");
  }
}
