package dev.forktail.web.ingest;

import dev.forktail.engine.event.Arrival;
import dev.forktail.engine.ingest.Acknowledgement;
import dev.forktail.web.http.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lines of a stream that are offered to the buffer together.
final class LineGroup extends Loop.Task implements Acknowledgement {
  private final Loop loop;
  private final Consumer<LineGroup> settled;
  private final List<Arrival> arrivals = new ArrayList<>();
  private long bytes;
  private @Nullable String failure;

  /// A group that says on the loop when the buffer has answered.
  LineGroup(Loop loop, Consumer<LineGroup> settled) {
    this.loop = loop;
    this.settled = settled;
  }

  void add(Arrival arrival, int lineBytes) {
    arrivals.add(arrival);
    bytes += lineBytes;
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  long bytes() {
    return bytes;
  }

  /// Why the buffer lost it; null when it did not.
  @Nullable String failure() {
    return failure;
  }

  @Override
  public void acknowledged() {
    loop.wake(this);
  }

  @Override
  public void failed(String reason) {
    failure = reason;
    loop.wake(this);
  }

  @Override
  protected void run() {
    settled.accept(this);
  }
}
