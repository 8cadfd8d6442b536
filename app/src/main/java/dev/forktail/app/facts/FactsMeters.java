package dev.forktail.app.facts;

import dev.forktail.engine.facts.FactsState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What Prometheus sees of the copies of facts.
public final class FactsMeters {
  private static final double MILLIS_PER_SECOND = 1_000;

  private FactsMeters() {}

  public static void register(Facts facts, MeterRegistry registry) {
    var gauges = new Gauges(facts, registry);
    gauges.add("facts.tables", null, FactsState::tables);
    gauges.add("facts.tables.ready", null, FactsState::ready);
    gauges.add("facts.lag.size", "bytes", FactsState::lagBytes);
    gauges.add("facts.lag", "seconds", now -> now.lag().toMillis() / MILLIS_PER_SECOND);
    gauges.add("facts.log.kept", "bytes", FactsState::keptBytes);
    gauges.add("facts.waiting", null, _ -> facts.fault().isPresent() ? 1 : 0);
  }

  private record Gauges(Facts facts, MeterRegistry registry) {

    void add(String name, @Nullable String unit, ToDoubleFunction<FactsState> value) {
      Gauge.builder(name, facts, from -> value.applyAsDouble(from.state()))
          .baseUnit(unit)
          .strongReference(true)
          .register(registry);
    }
  }
}
