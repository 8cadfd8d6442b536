package dev.forktail.engine.recovery;

import dev.forktail.engine.event.ProjectId;
import java.time.Instant;

/// What files have of one project and one slice.
///
/// @param laneMax the largest lane
/// @param receivedLast when the last was received
public record SliceShare(
    ProjectId project, long slice, long events, int laneMax, Instant receivedLast) {}
