package dev.forktail.engine.result.recount;

import dev.forktail.engine.result.live.Observation;
import dev.forktail.engine.result.live.Place;
import dev.forktail.engine.result.live.UnitKey;

/// An observation and where it counts.
record Placed(Place place, Observation observation) {

  /// With the id itself under which it was observed.
  static Placed own(Observation observation) {
    return new Placed(Place.own(key(observation)), observation);
  }

  private static UnitKey key(Observation observation) {
    return switch (observation) {
      case Observation.Exposed exposed -> exposed.unit();
      case Observation.Counted counted -> counted.unit();
      case Observation.Named named -> named.visitor();
    };
  }
}
