package dev.forktail.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The records that go to the disk with one write, and those who wait for it.
///
/// In front of the records is room for a segment header, so that the first group of a segment is
/// one write too. Filled under the journal's lock, then left to the flushing thread.
final class GroupBuffer {
  private static final int START = SegmentHeader.BYTES;

  private final ByteBuffer bytes;
  private final List<Acknowledgement> acknowledgements = new ArrayList<>();
  private int end = START;
  private long firstSequence;
  private long afterSequence;

  GroupBuffer(int recordBytesMax) {
    this.bytes = ByteBuffer.allocateDirect(START + recordBytesMax);
  }

  boolean isEmpty() {
    return end == START;
  }

  int recordBytes() {
    return end - START;
  }

  boolean fits(int recordBytes) {
    return recordBytes <= bytes.capacity() - end;
  }

  long firstSequence() {
    return firstSequence;
  }

  long afterSequence() {
    return afterSequence;
  }

  void add(long sequence, List<byte[]> records, int[] checksums, Acknowledgement waiting) {
    begin(sequence);
    for (int i = 0; i < checksums.length; i++) {
      end = RecordFormat.put(bytes, end, records.get(i), checksums[i], sequence + i);
    }
    afterSequence = sequence + checksums.length;
    acknowledgements.add(waiting);
  }

  void addClose(long sequence) {
    begin(sequence);
    end = RecordFormat.putClose(bytes, end, sequence);
    afterSequence = sequence;
  }

  private void begin(long sequence) {
    if (isEmpty()) {
      firstSequence = sequence;
    }
  }

  /// Completes the records: everything below `durable` is durable as they are written.
  void seal(RecordFormat format, long durable) {
    for (int at = START; at < end; at += RecordFormat.bytes(RecordFormat.length(bytes, at))) {
      format.seal(bytes, at, durable);
    }
  }

  ByteBuffer records() {
    return bytes.slice(START, end - START);
  }

  ByteBuffer recordsBehind(SegmentHeader header) {
    header.put(bytes, 0);
    return bytes.slice(0, end);
  }

  void acknowledge() {
    settle(Acknowledgement::durable);
  }

  void fail(IOException cause) {
    settle(waiting -> waiting.failed(cause));
  }

  /// Tells everyone, even if one of them throws, and is empty again.
  private void settle(Consumer<Acknowledgement> outcome) {
    RuntimeException mistake = null;
    for (var waiting : acknowledgements) {
      try {
        outcome.accept(waiting);
      } catch (RuntimeException e) {
        mistake = e;
      }
    }
    acknowledgements.clear();
    end = START;
    if (mistake != null) {
      throw mistake;
    }
  }
}
