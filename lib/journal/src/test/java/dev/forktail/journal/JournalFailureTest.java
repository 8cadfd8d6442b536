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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalFailureTest {
  private static final Path FOLDER = Path.of("/journals");
  private static final JournalConfig CONFIG = new JournalConfig(512, 1024, 1 << 20, 0);

  private final SimulatedDisk disk = new SimulatedDisk(1);
  private final Outcome outcome = new Outcome();

  @BeforeEach
  void createFolder() throws IOException {
    disk.createDirectory(FOLDER);
  }

  @Test
  void aFailedForceFailsItsGroupAndAbandonsTheSegment() throws IOException {
    var journal = create(1, CONFIG);
    journal.prepare();
    append(journal, "lost");
    disk.failNextForce();

    journal.flush();
    journal.prepare();

    assertThat(outcome.failed).isEqualTo(1);
    assertThat(journal.health().abandonedSegments()).isEqualTo(1);
    assertThat(journal.health().lastFailure()).contains("segment-0000000000.log");
  }

  @Test
  void theSequencesOfAFailedGroupAreNeverUsedAgain() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "kept");
    journal.flush();
    journal.prepare();
    append(journal, "lost", "lost");
    disk.failNextForce();
    journal.flush();
    journal.prepare();

    assertThat(append(journal, "next")).isEqualTo(new Accepted(3, 4));
    journal.flush();

    try (var reader = journal.reader(0)) {
      var batch = reader.read(10, 1000);
      assertThat(batch.records()).extracting(JournalRecord::sequence).containsExactly(0L, 3L);
      assertThat(batch.after()).isEqualTo(4);
    }
  }

  @Test
  void whileNoSegmentCanBeOpenedAppendsAreRefusedAtOnce() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "lost");
    disk.failForces(1);
    journal.flush();
    journal.prepare();

    assertThat(append(journal, "refused")).isInstanceOf(Failed.class);
    assertThat(journal.flush()).isFalse();
    assertThat(journal.health().healthy()).isFalse();
  }

  @Test
  void theJournalRecoversWithTheDisk() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "lost");
    disk.failForces(1);
    journal.flush();
    journal.prepare();

    disk.heal();
    journal.prepare();
    journal.flush();

    assertThat(journal.health().healthy()).isTrue();
    assertThat(append(journal, "next")).isEqualTo(new Accepted(1, 2));
    journal.flush();
    assertThat(outcome.durable).isEqualTo(1);
  }

  @Test
  void whatWaitsBehindAFailedGroupFailsTooIfNoSegmentOpens() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "kept");
    journal.flush();
    journal.prepare();
    append(journal, "lost");
    disk.failForces(1);
    outcome.onFailure = () -> append(journal, "behind");

    journal.flush();

    assertThat(outcome.failed).isEqualTo(2);
    assertThat(append(journal, "later")).isInstanceOf(Failed.class);
  }

  @Test
  void aFullDiskIsAnAnswerAndThenHealthy() throws IOException {
    var journal = create(1, CONFIG);
    journal.prepare();
    disk.limitTo(0);
    while (append(journal, "x".repeat(300)) instanceof Accepted) {
      journal.flush();
      journal.prepare();
    }
    assertThat(append(journal, "x".repeat(300))).isEqualTo(new Full(Shortage.FREE_SPACE));
    assertThat(outcome.failed).isZero();

    disk.heal();
    journal.prepare();

    assertThat(append(journal, "x".repeat(300))).isInstanceOf(Accepted.class);
  }

  @Test
  void theReserveOfTheDiskIsNeverTouched() throws IOException {
    disk.limitTo(10_000);
    var journal = create(1, new JournalConfig(512, 1024, 1 << 20, 5_000));
    while (append(journal, "x".repeat(300)) instanceof Accepted) {
      journal.flush();
      journal.prepare();
    }

    assertThat(disk.freeBytes(FOLDER)).isBetween(5_000L, 6_023L);
  }

  @Test
  void anAcknowledgementThatThrowsHarmsNoOther() throws IOException {
    var journal = create(1, CONFIG);
    journal.append(List.of(new byte[1]), new Throwing());
    append(journal, "innocent");

    assertThatThrownBy(journal::flush).hasMessage("a bug of the caller");

    assertThat(outcome.durable).isEqualTo(1);
    assertThat(append(journal, "next")).isInstanceOf(Accepted.class);
    assertThat(journal.flush()).isTrue();
  }

  @Test
  void aFlippedBitInOneReadIsReadAgain() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "a", "b", "c");
    journal.flush();
    disk.flipReads(1);

    try (var reader = journal.reader(0)) {
      assertThat(reader.read(10, 1000).records()).hasSize(3);
    }
    assertThat(journal.damages()).isEmpty();
  }

  @Test
  void damageThatIsReadInARunningJournalIsCounted() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "a", "b", "c");
    journal.flush();
    var path = FOLDER.resolve(journal.id().toString()).resolve("segment-0000000000.log");
    var content = disk.content(path);
    content[SegmentHeader.BYTES + RecordFormat.bytes(1) + RecordFormat.HEADER_BYTES] ^= 1;
    disk.replace(path, content);

    try (var reader = journal.reader(0)) {
      var batch = reader.read(10, 1000);
      assertThat(batch.records()).extracting(JournalRecord::sequence).containsExactly(0L, 2L);
    }
    assertThat(journal.health().damagedRecords()).isEqualTo(1);
    assertThat(journal.damages()).containsExactly(new Damage(0, 96, 32, 1, 2));
  }

  @Test
  void theRecordsOfAnotherJournalAreNoRecords() throws IOException {
    var other = create(1, CONFIG);
    append(other, "foreign", "foreign");
    other.close();
    var own = create(2, CONFIG);
    append(own, "own");
    own.close();
    var foreign = FOLDER.resolve(other.id().toString()).resolve("segment-0000000000.log");
    disk.replace(
        FOLDER.resolve(own.id().toString()).resolve("segment-0000000007.log"),
        disk.content(foreign));

    var recovered = Journal.recover(disk, FOLDER).getLast();

    try (var reader = recovered.reader(0)) {
      assertThat(reader.read(10, 1000).records())
          .extracting(record -> new String(record.payload(), UTF_8))
          .containsExactly("own");
    }
  }

  @Test
  void aJournalIdIsUsedOnce() throws IOException {
    create(1, CONFIG);

    assertThatThrownBy(() -> create(1, CONFIG)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNotDurableCannotBeReleased() throws IOException {
    var journal = create(1, CONFIG);
    append(journal, "pending");

    assertThatThrownBy(() -> journal.release(1)).isInstanceOf(IllegalArgumentException.class);
  }

  private Journal create(long id, JournalConfig config) throws IOException {
    return Journal.create(disk, FOLDER, new JournalId(new UUID(0, id)), config);
  }

  private Append append(Journal journal, String... texts) {
    return journal.append(List.of(texts).stream().map(t -> t.getBytes(UTF_8)).toList(), outcome);
  }

  private static final class Outcome implements Acknowledgement {
    private int durable;
    private int failed;
    private Runnable onFailure = () -> {};

    @Override
    public void durable() {
      durable++;
    }

    @Override
    public void failed(IOException cause) {
      failed++;
      var once = onFailure;
      onFailure = () -> {};
      once.run();
    }
  }

  private static final class Throwing implements Acknowledgement {
    @Override
    public void durable() {
      throw new IllegalStateException("a bug of the caller");
    }

    @Override
    public void failed(IOException cause) {
      throw new AssertionError(cause);
    }
  }
}
