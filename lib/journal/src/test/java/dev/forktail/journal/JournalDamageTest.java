package dev.forktail.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Damages the files of a cleanly closed journal: exactly the records whose bytes have changed are
/// missing, and each of them is reported.
class JournalDamageTest {
  private static final Path FOLDER = Path.of("/journals");

  static LongStream seeds() {
    return LongStream.range(0, Long.getLong("journal.seeds", 500) / 5);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void oneFlippedBitCostsOneRecord(long seed) throws IOException {
    var damaged = new DamagedJournal(seed);

    damaged.change(
        (content, random) -> {
          content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
          return content;
        });

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

    damaged.change((content, random) -> Arrays.copyOf(content, random.nextInt(content.length)));

    damaged.requireTheRest();
    assertThat(damaged.reported).isNotEmpty();
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

  /// A journal of several segments, some recycled, closed, and then damaged in one file.
  private static final class DamagedJournal {
    private final SplittableRandom random;
    private final JournalId id;
    private final Path folder;
    private final SimulatedDisk disk;
    private final TreeMap<Long, byte[]> expected = new TreeMap<>();
    private final List<Long> missing = new ArrayList<>();
    private final long released;
    private List<Damage> reported = List.of();

    DamagedJournal(long seed) throws IOException {
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
      journal.close();
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
        for (int i = 0; i < count; i++) {
          expected.put(accepted.firstSequence() + i, payloads.get(i));
        }
      }
    }

    void change(Change change) throws IOException {
      var path = folder.resolve(anySegment());
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
      var names = new ArrayList<String>();
      for (var name : disk.list(folder)) {
        if (SegmentHeader.read(ByteBuffer.wrap(disk.content(folder.resolve(name)))) != null) {
          names.add(name);
        }
      }
      return names.get(random.nextInt(names.size()));
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

    /// Everything that is not damaged is read, in order, and what is damaged is reported; but what
    /// was lost together with the end of the journal cannot be told from a crash.
    void requireTheRest() throws IOException {
      var journal = Journal.recover(disk, FOLDER).getFirst();
      var found = new TreeMap<Long, byte[]>();
      try (var reader = journal.reader(released)) {
        for (var batch = reader.read(7, 3000); !batch.isEmpty(); batch = reader.read(7, 3000)) {
          batch.records().forEach(record -> found.put(record.sequence(), record.payload()));
        }
      }
      reported = journal.damages();
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      found.forEach((sequence, payload) -> assertThat(payload).isEqualTo(expected.get(sequence)));
      var damaged =
          reported.stream()
              .flatMapToLong(d -> LongStream.range(d.firstSequence(), d.afterSequence()))
              .boxed()
              .toList();
      assertThat(missing).containsAll(damaged);
      long last = expected.isEmpty() ? 0 : expected.lastKey();
      assertThat(damaged).containsAll(missing.stream().filter(s -> s < last).toList());
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
