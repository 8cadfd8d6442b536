package dev.forktail.app;

import dev.forktail.app.canary.CanaryWatch;
import dev.forktail.app.experiments.Experimenting;
import dev.forktail.app.facts.Facts;
import dev.forktail.app.lake.Exporting;
import dev.forktail.app.notices.Notices;
import dev.forktail.app.results.Measuring;
import dev.forktail.engine.ingest.DiskBudget;
import dev.forktail.engine.ingest.EventBuffer;
import dev.forktail.engine.live.LiveMeters;
import dev.forktail.web.health.Health;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// How each stage of the pipeline is doing, from what this process knows.
final class PipelineHealth implements Health {
  private static final int RATE_SECONDS = 60;
  private static final double REQUIREMENT_BYTES_PER_SECOND = 12_000 * 2_048.0;

  private final EventBuffer buffer;
  private final Supplier<Optional<String>> storeFault;
  private final LongSupplier damagedRecords;
  private final DiskBudget budget;
  private final LiveMeters meters;
  private final Exporting exporting;
  private final Experimenting experimenting;
  private final Facts facts;
  private final Measuring measuring;
  private final Notices notices;
  private final Supplier<Optional<String>> watchFault;
  private final CanaryWatch canary;
  private final Housekeeping housekeeping;

  PipelineHealth(
      Pipeline pipeline,
      Exporting exporting,
      Experimenting experimenting,
      Facts facts,
      Measuring measuring,
      Notices notices,
      Supplier<Optional<String>> watchFault,
      CanaryWatch canary,
      Housekeeping housekeeping) {
    this.buffer = pipeline.buffer();
    this.storeFault = pipeline::fault;
    this.damagedRecords = pipeline.writers()::damagedRecords;
    this.budget = pipeline.budget();
    this.meters = pipeline.meters();
    this.exporting = exporting;
    this.experimenting = experimenting;
    this.facts = facts;
    this.measuring = measuring;
    this.notices = notices;
    this.watchFault = watchFault;
    this.canary = canary;
    this.housekeeping = housekeeping;
  }

  @Override
  public List<Component> components() {
    return List.of(
        intake(),
        buffer(),
        writer(),
        disk(),
        export(),
        experimenting.health(),
        facts.health(),
        measuring.health(),
        notices.health(),
        canary(),
        housekeeping());
  }

  private Component intake() {
    var pressure = buffer.pressure();
    return new Component(
        "intake",
        pressure.isPresent() ? Status.DOWN : Status.UP,
        pressure.map(throttled -> throttled.reason()).orElse(""),
        numbers("eventsPerSecond", meters.received().perSecond(RATE_SECONDS)));
  }

  private Component buffer() {
    var state = buffer.state();
    var numbers = numbers("depth", state.depth());
    numbers.put("bytes", state.bytes());
    numbers.put("oldestAgeMillis", state.oldestAge().toMillis());
    return new Component(
        "buffer",
        state.fault().isPresent() ? Status.DOWN : Status.UP,
        state.fault().orElse("durability=" + buffer.durability().headerValue()),
        numbers);
  }

  private Component writer() {
    long damaged = damagedRecords.getAsLong();
    var numbers = numbers("eventsPerSecond", meters.stored().perSecond(RATE_SECONDS));
    numbers.put("damagedRecords", damaged);
    return degradedBy("writer", storeFault.get().or(() -> damage(damaged)), numbers);
  }

  private static Optional<String> damage(long records) {
    return records == 0
        ? Optional.empty()
        : Optional.of(
            "%d records of the journal were damaged on disk and are lost; the log names the places"
                .formatted(records));
  }

  private Component disk() {
    var reading = budget.last();
    double now = Math.max(1, meters.receivedBytes().perSecond(RATE_SECONDS));
    var numbers = numbers("usedBytes", reading.usedBytes());
    numbers.put("budgetBytes", reading.budgetBytes());
    numbers.put("freeBytes", reading.freeBytes());
    numbers.put("outageMinutesAtCurrentRate", reading.outage(now).toMinutes());
    numbers.put(
        "outageMinutesAt12000PerSecond", reading.outage(REQUIREMENT_BYTES_PER_SECOND).toMinutes());
    return new Component(
        "disk",
        reading.roomBytes() > 0 ? Status.UP : Status.DOWN,
        budget.pressure().map(throttled -> throttled.reason()).orElse(""),
        numbers);
  }

  private Component export() {
    var standing = exporting.standing();
    var numbers = numbers("watermark", standing.watermark());
    numbers.put("stagedSlices", standing.slicesWaiting());
    numbers.put("stagedBytes", standing.bytesWaiting());
    numbers.put("unstagedAgeMillis", exporting.unstagedAge().toMillis());
    numbers.put("lakeEvents", standing.events());
    numbers.put("lakeFiles", standing.files());
    numbers.put("lakeBytes", standing.bytes());
    numbers.put("childBytesMax", exporting.childBytesMax());
    var fault = exporting.fault();
    return new Component(
        "export",
        fault.isPresent() ? Status.DEGRADED : Status.UP,
        fault.orElse(""),
        numbers,
        exporting.notes());
  }

  private Component canary() {
    return CanaryHealth.of(canary.findState());
  }

  private Component housekeeping() {
    return degradedBy("housekeeping", housekeeping.fault().or(watchFault), Map.of());
  }

  private static Component degradedBy(
      String name, Optional<String> fault, Map<String, Number> numbers) {
    return new Component(
        name, fault.isPresent() ? Status.DEGRADED : Status.UP, fault.orElse(""), numbers);
  }

  private static Map<String, Number> numbers(String name, Number number) {
    var numbers = new LinkedHashMap<String, Number>();
    numbers.put(name, number);
    return numbers;
  }
}
