package dev.forktail.engine.result.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.assignment.ExperimentKey;
import dev.forktail.engine.event.ProjectId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every board of shares must keep.
public abstract class ShareBoardContract {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  protected abstract ShareBoard emptyBoard();

  @Test
  void theLastSharesOfEachExperimentAreThere() {
    var board = emptyBoard();
    board.put(shares(1, "a", 1, NOON, 5_000));
    board.put(shares(1, "a", 1, NOON.plusSeconds(1), 3_000));
    board.put(shares(1, "b", 1, NOON, 1_000));
    board.put(shares(2, "a", 4, NOON, 9_900));

    assertThat(board.all())
        .containsExactlyInAnyOrder(
            shares(1, "a", 1, NOON.plusSeconds(1), 3_000),
            shares(1, "b", 1, NOON, 1_000),
            shares(2, "a", 4, NOON, 9_900));
  }

  @Test
  void olderSharesDoNotTakeTheirPlace() {
    var board = emptyBoard();
    board.put(shares(1, "a", 2, NOON, 5_000));
    board.put(shares(1, "a", 2, NOON.minusSeconds(1), 3_000));
    board.put(shares(1, "a", 1, NOON.plusSeconds(1), 3_000));

    assertThat(board.all()).containsExactly(shares(1, "a", 2, NOON, 5_000));
  }

  private static BanditShares shares(int project, String key, int run, Instant asOf, int first) {
    return new BanditShares(
        new ProjectId(project),
        new ExperimentKey(key),
        run,
        List.of(first, BanditShares.WHOLE - first),
        asOf);
  }
}
