package dev.forktail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damages one file of a journal: exactly the records whose bytes have changed are missing. If it
/// was cleanly closed, each of them is reported, also behind the last one that is left; after a
/// kill that cannot be told from a crash, but that a file was cut can.
class JournalDamageTest {
  private static final Path FOLDER = Path.of("/journals");

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("journal.seeds", 500) / 5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void oneFlippedBitCostsOneRecord(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.change(JournalDamageTest::flip);

    damaged.requireTheRest();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fourZeroedKibibytesCostTheRecordsInThem(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.change(
        (content, random) -> {
          int page = random.nextInt((content.length + 4095) / 4096) * 4096;
          Arrays.fill(content, page, Math.min(content.length, page + 4096), (byte) 0);
          return content;
        });

    damaged.requireTheRest();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aTruncatedFileCostsTheRecordsBehindTheCut(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.change(JournalDamageTest::cut);

    damaged.requireTheRest();
    assertThat(damaged.reported).isNotEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aCutLastFileIsCountedOrAtLeastReported(long seed) throws IOException {
    for (boolean closed : new boolean[] {true, false}) {
      var damaged = new DamagedJournal(seed, closed);

      damaged.changeLast(JournalDamageTest::cut);

      damaged.requireTheRest();
      assertThat(damaged.reported).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void oneFlippedBitOfAKilledJournalCostsOneRecord(long seed) throws IOException {
    var damaged = new DamagedJournal(seed, false);

    damaged.change(JournalDamageTest::flip);

    damaged.requireTheRest();
  }

  /// Cuts a file somewhere behind its header.
  private static byte[] cut(byte[] content, SplittableRandom random) {
    return Arrays.copyOf(content, random.nextInt(SegmentHeader.BYTES, content.length));
  }

  private static byte[] flip(byte[] content, SplittableRandom random) {
    content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
    return content;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void appendedJunkCostsNothing(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.change(
        (content, random) -> {
          var junk = new byte[1 + random.nextInt(5000)];
          random.nextBytes(junk);
          var result = Arrays.copyOf(content, content.length + junk.length);
          System.arraycopy(junk, 0, result, content.length, junk.length);
          return result;
        });

    damaged.requireTheRest();
    assertThat(damaged.reported).hasSize(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aDamagedHeaderCostsNoRecord(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.change(
        (content, random) -> {
          content[random.nextInt(SegmentHeader.BYTES)] ^= (byte) (1 << random.nextInt(8));
          return content;
        });

    damaged.requireTheRest();
    assertThat(damaged.reported).allMatch(damage -> damage.records() == 0);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void swappedSegmentsCostNothing(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.swapTwo();

    damaged.requireTheRest();
    assertThat(damaged.reported).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aLostSegmentCostsItsRecords(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.loseOne();

    damaged.requireTheRest();
  }

  /// Changes the bytes of one file.
  private interface Change {
    byte[] apply(byte[] content, SplittableRandom random);
  }

  /// A journal of several segments, some recycled, closed or not, and then damaged in one file.
  private static final class DamagedJournal {
    private final SplittableRandom random;
    private final JournalId id;
    private final Path folder;
    private final SimulatedDisk disk;
    private final TreeMap<Long, byte[]> expected = new TreeMap<>();
    private final TreeSet<Long> groups = new TreeSet<>();
    private final List<Long> missing = new ArrayList<>();
    private final long released;
    private final boolean closed;
    private List<Damage> reported = List.of();

    /// A journal that was cleanly closed.
    DamagedJournal(long seed) throws IOException {
      this(seed, true);
    }

    DamagedJournal(long seed, boolean closed) throws IOException {
      this.closed = closed;
      random = new SplittableRandom(seed);
      disk = new SimulatedDisk(random.nextLong());
      id = new JournalId(new UUID(random.nextLong(), random.nextLong()));
      folder = FOLDER.resolve(id.toString());
      disk.createDirectory(FOLDER);
      var config = new JournalConfig(2048, 16 << 10, 1 << 20, 0);
      var journal = Journal.create(disk, FOLDER, id, config);
      long done = 0;
      for (int group = 0; group < 160; group++) {
        appendGroup(journal);
        journal.flush();
        if (group == 40) {
          done = journal.durableSequence();
          journal.release(done);
        }
        journal.prepare();
        journal.prepare();
      }
      released = done;
      expected.headMap(released).clear();
      if (closed) {
        journal.close();
      }
    }

    private void appendGroup(Journal journal) {
      var payloads = new ArrayList<byte[]>();
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        var payload = new byte[random.nextInt(400)];
        random.nextBytes(payload);
        payloads.add(payload);
      }
      if (journal.append(payloads, new Ignored()) instanceof Append.Accepted accepted) {
        groups.add(accepted.firstSequence());
        for (int i = 0; i < count; i++) {
          expected.put(accepted.firstSequence() + i, payloads.get(i));
        }
      }
    }

    void change(Change change) throws IOException {
      change(anySegment(), change);
    }

    /// Changes the file that the last record is in, or behind it, if it is.
    void changeLast(Change change) throws IOException {
      change(segments().lastEntry().getValue(), change);
    }

    private void change(String name, Change change) throws IOException {
      var path = folder.resolve(name);
      var before = disk.content(path);
      var after = change.apply(before.clone(), random);
      disk.replace(path, after);
      loseChanged(before, after);
    }

    void swapTwo() throws IOException {
      var first = folder.resolve(anySegment());
      var second = folder.resolve(anySegment());
      var content = disk.content(first);
      disk.replace(first, disk.content(second));
      disk.replace(second, content);
    }

    void loseOne() throws IOException {
      var path = folder.resolve(anySegment());
      loseChanged(disk.content(path), new byte[0]);
      disk.delete(path);
    }

    private String anySegment() throws IOException {
      var names = List.copyOf(segments().values());
      return names.get(random.nextInt(names.size()));
    }

    /// The files in use, by their numbers.
    private NavigableMap<Long, String> segments() throws IOException {
      var names = new TreeMap<Long, String>();
      for (var name : disk.list(folder)) {
        var header = SegmentHeader.read(ByteBuffer.wrap(disk.content(folder.resolve(name))));
        if (header != null) {
          names.put(header.number(), name);
        }
      }
      return names;
    }

    /// Walks through the records of a sound file and takes those that have changed from what is
    /// expected.
    private void loseChanged(byte[] before, byte[] after) {
      var bytes = ByteBuffer.wrap(before);
      int at = SegmentHeader.BYTES;
      long sequence = -1;
      while (bytes.get(at) == RecordFormat.RECORD && RecordFormat.sequence(bytes, at) > sequence) {
        sequence = RecordFormat.sequence(bytes, at);
        int end = at + RecordFormat.HEADER_BYTES + RecordFormat.length(bytes, at);
        boolean same = end <= after.length && Arrays.equals(before, at, end, after, at, end);
        if (!same && expected.remove(sequence) != null) {
          missing.add(sequence);
        }
        at += RecordFormat.bytes(RecordFormat.length(bytes, at));
      }
    }

    /// Everything that is not damaged is read, in order, and what is damaged is reported with the
    /// batch that it is missing from; but after a kill, what was lost together with the end of the
    /// journal cannot be told from a crash.
    void requireTheRest() throws IOException {
      var journal = Journal.recover(disk, FOLDER).getFirst();
      var found = new TreeMap<Long, byte[]>();
      try (var reader = journal.reader(released)) {
        for (var batch = reader.read(7, 3000); !batch.isEmpty(); batch = reader.read(7, 3000)) {
          batch.records().forEach(record -> found.put(record.sequence(), record.payload()));
          requireReported(journal, closed ? batch.after() : proven(found));
        }
      }
      reported = journal.damages();
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      found.forEach((sequence, payload) -> assertThat(payload).isEqualTo(expected.get(sequence)));
      assertThat(missing).containsAll(damaged(journal));
      requireReported(journal, closed ? Long.MAX_VALUE : proven(found));
    }

    /// A record proves that all groups before its own were durable.
    private long proven(NavigableMap<Long, byte[]> found) {
      return found.isEmpty() ? 0 : groups.floor(found.lastKey());
    }

    /// What is missing below `after` is reported.
    private void requireReported(RecoveredJournal journal, long after) {
      assertThat(damaged(journal)).containsAll(missing.stream().filter(s -> s < after).toList());
    }

    private static List<Long> damaged(RecoveredJournal journal) {
      return journal.damages().stream()
          .flatMapToLong(d -> LongStream.range(d.firstSequence(), d.afterSequence()))
          .boxed()
          .toList();
    }
  }

  private static final class Ignored implements Acknowledgement {
    @Override
    public void durable() {}

    @Override
    public void failed(IOException cause) {
      throw new AssertionError(cause);
    }
  }
}
