package dev.forktail.app.fault;

import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.PastSlice;
import dev.forktail.engine.export.RowSource;
import dev.forktail.engine.export.SealedSlice;
import dev.forktail.engine.export.SealedSlices;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Slices beside which the process dies.
record CrashingSlices(SealedSlices slices, ExportCrash crash) implements SealedSlices {
  @Override
  public List<SealedSlice> unstaged(int max) {
    return slices.unstaged(max);
  }

  @Override
  public Optional<SealedSlice> findFrom(long first) {
    return slices.findFrom(first);
  }

  @Override
  public List<PastSlice> past(Instant from, Instant to) {
    return slices.past(from, to);
  }

  @Override
  public RowSource rows(SealedSlice slice) {
    return slices.rows(slice);
  }

  @Override
  public List<Long> drop(long end, Instant sealedBefore) {
    crash.reached(Place.BEFORE_DROP);
    var dropped = slices.drop(end, sealedBefore);
    if (!dropped.isEmpty()) {
      crash.reached(Place.AFTER_DROP);
    }
    return dropped;
  }

  @Override
  public List<Long> dropOldest(long end, int max) {
    return slices.dropOldest(end, max);
  }
}
