package dev.forktail.lake;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.query.TimeRange;
import java.time.Instant;

/// A file as a manifest lists it, with what is known of its rows.
///
/// @param projectFirst none of its rows is of a project before
/// @param projectLast none is of a project after
/// @param first no row is of a time before
/// @param last none is of a time after
record ListedFile(TableFile file, int projectFirst, int projectLast, Instant first, Instant last) {

  boolean mayHave(ProjectId project, TimeRange range) {
    return project.value() >= projectFirst
        && project.value() <= projectLast
        && range.touches(first, last);
  }
}
