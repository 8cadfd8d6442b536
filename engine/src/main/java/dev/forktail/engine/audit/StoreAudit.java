package dev.forktail.engine.audit;

import java.util.List;
import java.util.function.Consumer;

/// Recounts what the store keeps as sums, and says where they differ.
public interface StoreAudit {

  /// Recounts everything; `progress` hears what is being done. Empty when all is right.
  List<Difference> recount(Consumer<String> progress);

  /// One number that is not what it should be.
  ///
  /// @param what which number, in words a person can look up: `rollup_minute project=1 bucket=…
  ///   name=…`
  record Difference(String what, long kept, long recounted) {}
}
