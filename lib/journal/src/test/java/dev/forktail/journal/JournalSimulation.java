package dev.forktail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.journal.Append.Accepted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One life of a journal on a failing disk, in one thread, decided by a seed: processes append,
/// read, release, are killed, lose power; what they leave is recovered, drained and deleted.
///
/// It throws an `AssertionError` as soon as a promise is broken:
///
/// - every record that was acknowledged is read exactly once, in order, with the same bytes, from
///   the running journal and after any crash; nothing is read that was not appended;
/// - no sequence is used twice; every accepted append is acknowledged once;
/// - a crash is never taken for damage;
/// - once the disk is well again, so is the journal.
final class JournalSimulation {
  private static final Path FOLDER = Path.of("/journals");
  private static final int STEPS_MAX = 400;

  private final long seed;
  private final SplittableRandom random;
  private final UnaryOperator<Disk> view;
  private final Map<JournalId, History> histories = new HashMap<>();
  private SimulatedDisk disk;
  private long firstCut = Long.MAX_VALUE;

  JournalSimulation(long seed, UnaryOperator<Disk> view) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    this.view = view;
    this.disk = new SimulatedDisk(random.nextLong());
  }

  /// Cuts the power of the first process at this operation, whatever else happens.
  JournalSimulation cutFirstAt(long operation) {
    firstCut = operation;
    return this;
  }

  void run() throws IOException {
    try {
      runLives();
    } catch (AssertionError e) {
      throw new AssertionError("Seed " + seed + " (replay: -Djournal.seed=" + seed + ")", e);
    }
  }

  private void runLives() throws IOException {
    disk.createDirectory(FOLDER);
    disk.forceDirectory(FOLDER.getRoot());
    for (int life = 0; life < 3; life++) {
      try {
        cutPowerSometimes(10);
        drainWhatIsLeft();
        cutPowerSometimes(300);
        if (life == 0 && firstCut < Long.MAX_VALUE) {
          disk.cutPowerAt(disk.operations() + firstCut);
        }
        live();
      } catch (PowerCut _) { // the next life shows what survived
        disk = disk.crash();
      }
    }
    disk = disk.crash();
    drainWhatIsLeft();
  }

  private void cutPowerSometimes(int operations) {
    if (random.nextInt(3) > 0) {
      disk.cutPowerAt(disk.operations() + 1 + random.nextInt(operations));
    }
  }

  /// A process from its start to its end, which is clean, a kill or a power cut.
  private void live() throws IOException {
    var history = new History();
    var id = new JournalId(new UUID(random.nextLong(), random.nextLong()));
    histories.put(id, history);
    var journal = create(id);
    var reader = journal.reader(0);
    int steps = random.nextInt(STEPS_MAX);
    for (int step = 0; step < steps; step++) {
      step(journal, reader, history);
    }
    disk.heal();
    if (random.nextBoolean()) {
      requireHealing(journal, history);
      journal.close();
      assertThat(history.pending).as("appends never acknowledged").isZero();
    }
  }

  private Journal create(JournalId id) throws IOException {
    int groupBytes = 264 + 8 * random.nextInt(100);
    int segmentBytes = 2 * groupBytes + 8 * random.nextInt(500);
    var config =
        new JournalConfig(groupBytes, segmentBytes, segmentBytes * (2L + random.nextInt(4)), 0);
    return Journal.create(view.apply(disk), FOLDER, id, config);
  }

  private void step(Journal journal, JournalReader reader, History history) throws IOException {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5, 6 -> append(journal, history);
      case 7, 8, 9, 10, 11 -> journal.flush();
      case 12, 13 -> journal.prepare();
      case 14, 15, 16 -> history.read(readAnyway(reader));
      case 17 -> journal.release(history.stored);
      case 18 -> reader.seek(history.stored);
      default -> changeFaults();
    }
    assertThat(journal.health().damagedRecords()).as("records damaged while running").isZero();
  }

  private void append(Journal journal, History history) {
    var records = new ArrayList<byte[]>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      var payload = new byte[random.nextInt(60)];
      random.nextBytes(payload);
      records.add(payload);
    }
    var waiting = history.new Waiting(records);
    waiting.afterFailure = () -> retry(journal, history);
    if (journal.append(records, waiting) instanceof Accepted accepted) {
      waiting.accepted(accepted);
    }
  }

  /// While the journal is still busy with the failure.
  private void retry(Journal journal, History history) {
    if (random.nextBoolean()) {
      append(journal, history);
    }
  }

  private JournalBatch readAnyway(JournalReader reader) throws IOException {
    return reader.read(1 + random.nextInt(20), 1 + random.nextInt(1000));
  }

  private void changeFaults() {
    switch (random.nextInt(8)) {
      case 0 -> disk.failForces(random.nextInt(10) / 10.0);
      case 1 -> disk.failNextForce();
      case 2 -> disk.failWrites(random.nextInt(10) / 10.0);
      case 3 -> disk.limitTo(0);
      case 4 -> disk.flipReads(random.nextInt(10) / 10.0);
      default -> disk.heal();
    }
  }

  /// Without faults a journal needs a few calls to work again.
  private void requireHealing(Journal journal, History history) throws IOException {
    try (var reader = journal.reader(history.stored)) {
      for (int i = 0; i < 3; i++) {
        journal.prepare();
        journal.flush();
        for (var batch = reader.read(100, 10_000); !batch.isEmpty(); ) {
          history.read(batch);
          batch = reader.read(100, 10_000);
        }
        journal.release(history.stored);
      }
    }
    journal.prepare();
    var record = List.of(new byte[] {1});
    var waiting = history.new Waiting(record);
    var answer = journal.append(record, waiting);
    assertThat(answer).as("an append after the disk is well again").isInstanceOf(Accepted.class);
    waiting.accepted((Accepted) answer);
    journal.flush();
    assertThat(waiting.isDurable).as("durable after the disk is well again").isTrue();
  }

  /// Reads every journal that is left to its end; mostly deletes it then.
  private void drainWhatIsLeft() throws IOException {
    var left = new HashMap<>(histories);
    for (var journal : Journal.recover(view.apply(disk), FOLDER)) {
      var history = left.remove(journal.id());
      assertThat(history).as("a journal that nobody created: %s", journal.id()).isNotNull();
      drain(journal, history);
    }
    left.values().forEach(history -> history.requireAllStored());
  }

  private void drain(RecoveredJournal journal, @Nullable History history) throws IOException {
    if (history == null) {
      throw new AssertionError();
    }
    history.isOver = true;
    try (var reader = journal.reader(history.stored)) {
      for (var batch = readAnyway(reader); !batch.isEmpty(); batch = readAnyway(reader)) {
        history.read(batch);
      }
    }
    assertThat(journal.damages()).as("a crash is no damage").isEmpty();
    history.requireAllStored();
    if (random.nextInt(4) > 0) {
      journal.delete();
    }
  }

  /// What has happened to the records of one journal, and up to where they are stored elsewhere.
  private static final class History {
    private final NavigableMap<Long, byte[]> appended = new TreeMap<>();
    private final NavigableMap<Long, byte[]> acknowledged = new TreeMap<>();
    private long nextSequence;
    private long stored;
    private int pending;
    private boolean isOver;

    void read(JournalBatch batch) {
      assertThat(batch.from()).as("where a batch begins").isEqualTo(stored);
      long expected = stored;
      for (var record : batch.records()) {
        requireNothingBetween(expected, record.sequence());
        assertThat(appended.get(record.sequence())).as("payload").isEqualTo(record.payload());
        if (!isOver) {
          assertThat(acknowledged).as("read while running").containsKey(record.sequence());
        }
        expected = record.sequence() + 1;
      }
      requireNothingBetween(expected, batch.after());
      stored = batch.after();
    }

    void requireAllStored() {
      requireNothingBetween(stored, Long.MAX_VALUE);
    }

    private void requireNothingBetween(long from, long to) {
      assertThat(to).as("sequences in order").isGreaterThanOrEqualTo(from);
      assertThat(acknowledged.subMap(from, to).keySet()).as("acknowledged and lost").isEmpty();
    }

    /// An append that was offered to the journal.
    private final class Waiting implements Acknowledgement {
      private final List<byte[]> records;
      private long first;
      private boolean isDurable;
      private boolean isSettled;
      private Runnable afterFailure = () -> {};

      Waiting(List<byte[]> records) {
        this.records = records;
      }

      void accepted(Accepted accepted) {
        first = accepted.firstSequence();
        assertThat(first).as("a sequence used twice").isGreaterThanOrEqualTo(nextSequence);
        assertThat(accepted.afterSequence()).isEqualTo(first + records.size());
        nextSequence = accepted.afterSequence();
        pending++;
        for (int i = 0; i < records.size(); i++) {
          appended.put(first + i, records.get(i));
        }
      }

      @Override
      public void durable() {
        settle();
        isDurable = true;
        for (int i = 0; i < records.size(); i++) {
          acknowledged.put(first + i, records.get(i));
        }
      }

      @Override
      public void failed(IOException cause) {
        settle();
        afterFailure.run();
      }

      private void settle() {
        assertThat(isSettled).as("acknowledged twice").isFalse();
        isSettled = true;
        pending--;
      }
    }
  }
}
