package dev.forktail.benchmark;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.event.ArrivalCodec;
import dev.forktail.engine.event.Event;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// An event into the form in which it waits in a buffer, and back.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {
  private static final int EVENTS = 512;

  private final Event[] events = new Event[EVENTS];
  private final byte[][] records = new byte[EVENTS][];
  private final Event[] ofBrowser = new Event[EVENTS];
  private final byte[][] recordsOfBrowser = new byte[EVENTS][];
  private int next;

  public CodecBenchmark() {
    for (int i = 0; i < EVENTS; i++) {
      events[i] = RealEvents.event(i);
      records[i] = ArrivalCodec.encode(events[i]);
      ofBrowser[i] = events[i].in(RealEvents.context(i));
      recordsOfBrowser[i] = ArrivalCodec.encode(ofBrowser[i]);
    }
  }

  @Benchmark
  public byte[] encode() {
    return ArrivalCodec.encode(events[next++ & (EVENTS - 1)]);
  }

  @Benchmark
  public Arrival decode() {
    return ArrivalCodec.decode(ByteBuffer.wrap(records[next++ & (EVENTS - 1)]));
  }

  @Benchmark
  public byte[] encodeOfBrowser() {
    return ArrivalCodec.encode(ofBrowser[next++ & (EVENTS - 1)]);
  }

  @Benchmark
  public Arrival decodeOfBrowser() {
    return ArrivalCodec.decode(ByteBuffer.wrap(recordsOfBrowser[next++ & (EVENTS - 1)]));
  }
}
