/// What needs all units of a run at once and is computed by the hour: the adjustment by what units
/// were before their first exposure, quantiles, caps that are a percentile.
@NullMarked
package dev.forktail.engine.result.hourly;

import org.jspecify.annotations.NullMarked;
