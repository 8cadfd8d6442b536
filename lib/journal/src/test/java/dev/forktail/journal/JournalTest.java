package dev.forktail.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.journal.Append.Accepted;
import dev.forktail.journal.Append.Failed;
import dev.forktail.journal.Append.Full;
import dev.forktail.journal.Append.Shortage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalConfig SMALL = new JournalConfig(512, 1024, 4096, 0);
  private static final JournalId ID = new JournalId(new UUID(1, 2));

  @TempDir Path folder;

  private final Disk disk = new LocalDisk();
  private final Outcomes outcomes = new Outcomes();

  @Test
  void theRecordsOfOneAppendGetConsecutiveSequences() throws IOException {
    try (var journal = create()) {
      assertThat(append(journal, "a", "b")).isEqualTo(new Accepted(0, 2));
      assertThat(append(journal, "c")).isEqualTo(new Accepted(2, 3));
    }
  }

  @Test
  void anAppendIsAcknowledgedOnlyByAFlush() throws IOException {
    try (var journal = create()) {
      append(journal, "a");
      assertThat(outcomes.durable).isZero();

      journal.flush();

      assertThat(outcomes.durable).isEqualTo(1);
      assertThat(outcomes.failed).isZero();
      assertThat(journal.durableSequence()).isEqualTo(1);
    }
  }

  @Test
  void aReaderSeesWhatIsDurableAndNoMore() throws IOException {
    try (var journal = create();
        var reader = journal.reader(0)) {
      append(journal, "a");
      assertThat(reader.read(10, 1000).isEmpty()).isTrue();

      journal.flush();
      append(journal, "b");

      var batch = reader.read(10, 1000);
      assertThat(texts(batch)).containsExactly("a");
      assertThat(batch.from()).isZero();
      assertThat(batch.after()).isEqualTo(1);
    }
  }

  @Test
  void aReaderGoesThroughAllSegments() throws IOException {
    try (var journal = create();
        var reader = journal.reader(0)) {
      var texts = IntStream.range(0, 40).mapToObj("record %d"::formatted).toList();
      for (var text : texts) {
        assertThat(append(journal, text)).isInstanceOf(Accepted.class);
        journal.flush();
        journal.prepare();
      }

      assertThat(texts(reader.read(1000, 100_000))).isEqualTo(texts);
    }
  }

  @Test
  void aFullGroupBufferIsAnAnswer() throws IOException {
    try (var journal = create()) {
      append(journal, "x".repeat(300));

      assertThat(append(journal, "x".repeat(300))).isEqualTo(new Full(Shortage.GROUP_BUFFER));
    }
  }

  @Test
  void anAppendThatNeverFitsIsAMistake() throws IOException {
    try (var journal = create()) {
      assertThatThrownBy(() -> append(journal, "x".repeat(600)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> append(journal)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theDiskBudgetIsNeverExceededAndReleasingMakesRoomAgain() throws IOException {
    try (var journal = create()) {
      Append answer = append(journal, "x".repeat(200));
      while (answer instanceof Accepted) {
        journal.flush();
        journal.prepare();
        answer = append(journal, "x".repeat(200));
      }
      assertThat(answer).isEqualTo(new Full(Shortage.DISK_BUDGET));
      assertThat(journal.health().bytesOnDisk()).isEqualTo(SMALL.bytesMax());

      journal.release(journal.durableSequence());
      journal.prepare();

      assertThat(append(journal, "x".repeat(200))).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void whatWasAcknowledgedIsRecovered() throws IOException {
    var journal = create();
    append(journal, "a", "b");
    journal.flush();
    append(journal, "c");
    journal.flush();

    var recovered = Journal.recover(disk, folder);

    assertThat(recovered).hasSize(1);
    try (var reader = recovered.getFirst().reader(1)) {
      assertThat(texts(reader.read(10, 1000))).containsExactly("b", "c");
      assertThat(reader.read(10, 1000).isEmpty()).isTrue();
    }
    assertThat(recovered.getFirst().damages()).isEmpty();
    journal.close();
  }

  @Test
  void aRecoveredJournalKnowsHowFarItReaches() throws IOException {
    var journal = create();
    for (int record = 0; record < 100; record++) {
      assertThat(append(journal, "record " + record)).isInstanceOf(Accepted.class);
      journal.flush();
      journal.release(Math.max(0, record - 10));
      journal.prepare();
    }

    var recovered = Journal.recover(disk, folder).getFirst();

    assertThat(recovered.end()).isEqualTo(100);
    assertThat(recovered.first()).isBetween(50L, 89L);
    journal.close();
    assertThat(Journal.recover(disk, folder).getFirst().end()).isEqualTo(100);
  }

  @Test
  void aRecoveredJournalThatWasNeverWrittenHoldsNothing() throws IOException {
    var journal = create();

    var recovered = Journal.recover(disk, folder).getFirst();

    assertThat(recovered.end() - recovered.first()).isZero();
    journal.close();
  }

  @Test
  void aDrainedJournalIsDeleted() throws IOException {
    try (var journal = create()) {
      append(journal, "a");
    }
    var recovered = Journal.recover(disk, folder).getFirst();

    recovered.delete();

    assertThat(Journal.recover(disk, folder)).isEmpty();
  }

  @Test
  void closingFlushesAndThenRefuses() throws IOException {
    var journal = create();
    append(journal, "a");

    journal.close();

    assertThat(outcomes.durable).isEqualTo(1);
    assertThat(append(journal, "b")).isInstanceOf(Failed.class);
    assertThat(journal.health().healthy()).isFalse();
  }

  private Journal create() throws IOException {
    return Journal.create(disk, folder, ID, SMALL);
  }

  private Append append(Journal journal, String... texts) {
    return journal.append(List.of(texts).stream().map(t -> t.getBytes(UTF_8)).toList(), outcomes);
  }

  private static List<String> texts(JournalBatch batch) {
    var texts = new ArrayList<String>();
    batch.records().forEach(record -> texts.add(new String(record.payload(), UTF_8)));
    return texts;
  }

  private static final class Outcomes implements Acknowledgement {
    private int durable;
    private int failed;

    @Override
    public void durable() {
      durable++;
    }

    @Override
    public void failed(IOException cause) {
      failed++;
    }
  }
}
