package dev.forktail.app.lake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What Prometheus sees of the export.
public final class ExportMeters {
  private static final double MILLIS_PER_SECOND = 1_000;

  private ExportMeters() {}

  public static void register(Exporting exporting, MeterRegistry registry) {
    var gauges = new Gauges(exporting, registry);
    gauges.add("export.watermark", null, from -> from.standing().watermark());
    gauges.add("export.staged.slices", null, from -> from.standing().slicesWaiting());
    gauges.add("export.staged.size", "bytes", from -> from.standing().bytesWaiting());
    gauges.add(
        "export.unstaged.age",
        "seconds",
        from -> from.unstagedAge().toMillis() / MILLIS_PER_SECOND);
    gauges.add("export.waiting", null, from -> from.fault().isPresent() ? 1 : 0);
    gauges.add("export.child.memory.max", "bytes", Exporting::childBytesMax);
    gauges.add("lake.events", null, from -> from.standing().events());
    gauges.add("lake.files", null, from -> from.standing().files());
    gauges.add("lake.size", "bytes", from -> from.standing().bytes());
  }

  private record Gauges(Exporting exporting, MeterRegistry registry) {

    void add(String name, @Nullable String unit, ToDoubleFunction<Exporting> value) {
      Gauge.builder(name, exporting, value).baseUnit(unit).strongReference(true).register(registry);
    }
  }
}
