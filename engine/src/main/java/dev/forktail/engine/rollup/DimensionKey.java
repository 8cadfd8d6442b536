package dev.forktail.engine.rollup;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;

/// What a counter of a dimension counts: events of which it has this value, in one minute of UTC.
///
/// @param minute the minute in which they occurred
public record DimensionKey(ProjectId project, Instant minute, Dimension dimension, String value) {}
