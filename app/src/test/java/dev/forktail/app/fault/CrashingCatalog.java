package dev.forktail.app.fault;

import dev.forktail.app.fault.ExportCrash.Place;
import dev.forktail.engine.export.LakeCatalog;
import dev.forktail.engine.export.TableName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pointers beside which the process dies. The metadata of a commit is written before the swap.
record CrashingCatalog(LakeCatalog catalog, ExportCrash crash) implements LakeCatalog {
  @Override
  public Optional<String> find(TableName table) {
    return catalog.find(table);
  }

  @Override
  public Swap swap(long epoch, TableName table, @Nullable String expected, String next) {
    crash.reached(Place.BEFORE_SWAP);
    var swap = catalog.swap(epoch, table, expected, next);
    crash.reached(Place.AFTER_SWAP);
    return swap;
  }
}
