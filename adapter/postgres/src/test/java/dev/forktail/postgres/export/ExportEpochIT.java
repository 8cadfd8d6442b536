package dev.forktail.postgres.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class ExportEpochIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void anExporterThatStopsInTheMiddleDoesNotKeepAnotherFromTakingOver(TestDatabase database)
      throws SQLException {
    var staged = new PostgresStagedFiles(database.database());
    long epoch = staged.takeOver();
    try (var stopped = database.connect()) {
      stopped.setAutoCommit(false);
      assertThat(ExportEpoch.hold(stopped, epoch)).isTrue();

      var taken = CompletableFuture.supplyAsync(staged::takeOver);

      assertThat(taken).succeedsWithin(PATIENCE).isEqualTo(epoch + 1);
      assertThat(stopped.isValid(1)).isFalse();
    }
  }
}
