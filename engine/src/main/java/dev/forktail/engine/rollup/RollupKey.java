package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;

/// What a counter counts: events of one name from one source in one minute of UTC.
///
/// @param minute the minute in which they occurred
public record RollupKey(ProjectId project, Instant minute, String name, String source) {}
