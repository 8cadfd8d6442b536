package dev.forktail.engine.facts;

import java.util.Map;

/// Which metadata file of each table of facts in the lake is the current one.
///
/// - **Failure.** A [dev.forktail.engine.event.StoreException].
public interface FactPointers {

  /// The locations by name.
  Map<String, String> all();

  /// Makes `location` the current one.
  void put(String name, String location);

  /// Forgets a table.
  void remove(String name);
}
