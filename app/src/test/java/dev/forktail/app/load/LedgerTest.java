package dev.forktail.app.load;

import static dev.forktail.app.load.RecordedRun.Outcome.ACKNOWLEDGED;
import static dev.forktail.app.load.RecordedRun.Outcome.NOT_SENT;
import static dev.forktail.app.load.RecordedRun.Outcome.REFUSED;
import static dev.forktail.app.load.RecordedRun.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir private Path folder;

  @Test
  void whatBecameOfEachRequestIsReadBack() throws IOException {
    Path file = TestRun.ledger(folder);
    try (var ledger = Ledger.create(file, TestRun.RUN, 100, 5)) {
      for (int request : new int[] {0, 1, 2, 4}) {
        ledger.sent(request);
      }
      ledger.acknowledged(0, 200);
      ledger.refused(1, 413);
      ledger.unknown(2, 503);
    }

    var recorded = RecordedRun.read(file);

    assertThat(recorded.run()).isEqualTo(TestRun.RUN);
    assertThat(recorded.batch()).isEqualTo(100);
    assertThat(recorded.sinceSlice()).isEqualTo(5);
    assertThat(recorded.requests()).isEqualTo(5);
    assertThat(outcomes(recorded))
        .containsExactly(ACKNOWLEDGED, REFUSED, UNKNOWN, NOT_SENT, UNKNOWN);
    assertThat(recorded.events(UNKNOWN)).isEqualTo(200);
    assertThat(Files.size(file)).isEqualTo(64 + 7 * 8);
  }

  @Test
  void anAcknowledgementCountsWhateverElseWasWritten() throws IOException {
    Path file = TestRun.ledger(folder);
    try (var ledger = Ledger.create(file, TestRun.RUN, 1, 5)) {
      ledger.sent(0);
      ledger.unknown(0, 0);
      ledger.sent(0);
      ledger.acknowledged(0, 200);
      ledger.sent(0);
      ledger.unknown(0, 0);
    }

    assertThat(outcomes(RecordedRun.read(file))).containsExactly(ACKNOWLEDGED);
  }

  @Test
  void whatIsWrittenIsInTheFileAtOnceWithoutAnyClose() throws IOException {
    Path file = TestRun.ledger(folder);
    try (var ledger = Ledger.create(file, TestRun.RUN, 1, 5)) {
      ledger.sent(0);
      ledger.acknowledged(0, 200);
      ledger.sent(1);

      Path seenByOthers = Files.copy(file, folder.resolve("copy"));

      assertThat(outcomes(RecordedRun.read(seenByOthers))).containsExactly(ACKNOWLEDGED, UNKNOWN);
    }
  }

  @Test
  void aTornEndIsNoRecord() throws IOException {
    Path file = TestRun.ledger(folder);
    try (var ledger = Ledger.create(file, TestRun.RUN, 1, 5)) {
      for (int request = 0; request < 3; request++) {
        ledger.sent(request);
        ledger.acknowledged(request, 200);
      }
    }
    byte[] whole = Files.readAllBytes(file);

    for (int length = 64; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int records = (length - 64) / 8;
      assertThat(RecordedRun.read(file).events(ACKNOWLEDGED)).isEqualTo(records / 2);
    }
  }

  @Test
  void zerosThatWereMadeAheadAreNoRecords() throws IOException {
    Path file = TestRun.ledger(folder);
    try (var ledger = Ledger.create(file, TestRun.RUN, 1, 5)) {
      ledger.sent(0);
    }
    Files.write(file, new byte[4_096], StandardOpenOption.APPEND);

    assertThat(outcomes(RecordedRun.read(file))).containsExactly(UNKNOWN);
  }

  @Test
  void aMillionRecordsAreKept() throws IOException {
    Path file = TestRun.ledger(folder);
    int requests = 700_000;
    try (var ledger = Ledger.create(file, TestRun.RUN, 1, 5)) {
      for (int request = 0; request < requests; request++) {
        ledger.sent(request);
        if (request % 3 != 0) {
          ledger.acknowledged(request, 200);
        }
      }
    }

    var recorded = RecordedRun.read(file);

    assertThat(recorded.requests()).isEqualTo(requests);
    assertThat(recorded.events(UNKNOWN)).isEqualTo((requests + 2) / 3);
    assertThat(recorded.events(ACKNOWLEDGED)).isEqualTo(requests - (requests + 2) / 3);
  }

  @Test
  void damageAndOtherFilesAreRefused() throws IOException {
    Path file = TestRun.ledger(folder);
    try (var ledger = Ledger.create(file, TestRun.RUN, 1, 5)) {
      ledger.sent(0);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[64] = 'X';
    Path damaged = Files.write(folder.resolve("damaged"), bytes);
    Path other = Files.write(folder.resolve("other"), new byte[100]);
    Path empty = Files.write(folder.resolve("empty"), new byte[0]);

    for (Path wrong : new Path[] {damaged, other, empty}) {
      assertThatThrownBy(() -> RecordedRun.read(wrong))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(wrong.toString());
    }
    assertThatThrownBy(() -> Ledger.create(file, TestRun.RUN, 1, 5))
        .hasMessageContaining("There is something in");
  }

  private static RecordedRun.Outcome[] outcomes(RecordedRun recorded) {
    var outcomes = new RecordedRun.Outcome[(int) recorded.requests()];
    for (int request = 0; request < outcomes.length; request++) {
      outcomes[request] = recorded.outcome(request);
    }
    return outcomes;
  }
}
