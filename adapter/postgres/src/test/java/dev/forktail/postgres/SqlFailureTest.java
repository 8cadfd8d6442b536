package dev.forktail.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.event.StoreException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlFailureTest {

  @ParameterizedTest
  @ValueSource(strings = {"22021", "22P02", "22008", "23502", "23514"})
  void rule9ValuesThatDoNotFitAreRefused(String state) {
    assertThat(SqlFailure.of("Cannot store", failure(state)))
        .isInstanceOf(StoreException.Refused.class)
        .hasMessage("Cannot store: no good (" + state + ")");
    assertThat(SqlFailure.atCommit("Cannot store", failure(state)))
        .isInstanceOf(StoreException.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"08006", "57P01", "57014", "55P03", "53100", "54000", "23505", "40001", "XX000"})
  void rule9EverythingElseBeforeCommitIsUnavailable(String state) {
    assertThat(SqlFailure.of("Cannot store", failure(state)))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @ParameterizedTest
  @CsvSource({"08006", "08003", "57P01", "57014", "40003", "53100", "58030", "XX000"})
  void rule9AtCommitEverythingThatDoesNotSayRolledBackIsUnknown(String state) {
    assertThat(SqlFailure.atCommit("Cannot store", failure(state)))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "23505"})
  void rule9AtCommitARollbackIsUnavailable(String state) {
    assertThat(SqlFailure.atCommit("Cannot store", failure(state)))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = "40003")
  void rule9AnUnknownCompletionIsUnknownAnywhere(String state) {
    assertThat(SqlFailure.of("Cannot store", failure(state)))
        .isInstanceOf(StoreException.OutcomeUnknown.class);
  }

  private static SQLException failure(String state) {
    return new SQLException("no good\n  Detail: secret", state);
  }
}
