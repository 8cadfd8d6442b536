package dev.forktail.app.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which arm of the shop's experiment a visitor sees, as the shop's pages find out.
@FunctionalInterface
interface ShopArms {
  /// There is no experiment.
  ShopArms NONE = (_, _) -> null;

  /// What `visitor` sees; null when nobody has said.
  @Nullable Arm of(Visitor visitor, Instant at);

  /// What a visitor sees.
  ///
  /// @param counted whether seeing it is an exposure
  record Arm(String variant, boolean counted) {}
}
