package dev.forktail.web.ingest;

import dev.forktail.engine.ingest.IngestLimits;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.web.http.Routes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.SplittableRandom;

/// The real intake in front of a [RecordingBuffer].
public final class RecordingIntake {
  private RecordingIntake() {}

  public static void addTo(Routes routes, KeyRing keys, RecordingBuffer buffer) {
    new IntakeRoutes(
            buffer,
            keys,
            IngestLimits.standard(),
            new IntakeRoutes.Clocks(InstantSource.system(), System::nanoTime),
            new IntakeRoutes.Visitors(Formats.CONTEXTS, ""),
            new SplittableRandom(7),
            new SimpleMeterRegistry())
        .addTo(routes);
  }
}
