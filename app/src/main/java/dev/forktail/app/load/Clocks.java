package dev.forktail.app.load;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time of day, and a clock that only goes forward.
record Clocks(InstantSource wall, LongSupplier nanos) {}
