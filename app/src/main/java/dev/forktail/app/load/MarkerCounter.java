package dev.forktail.app.load;

import java.time.Instant;

/// The counter of one event name in one minute.
record MarkerCounter(Instant minute, String name) {}
