package dev.forktail.engine.imports;

import dev.forktail.engine.event.ProjectId;
import java.nio.file.Path;
import java.util.UUID;

/// One file to be imported.
///
/// @param id follows from what the file holds, the mapping and the project: the same import has the
///   same
public record ImportJob(
    UUID id, ProjectId project, Path file, ImportFormat format, Mapping mapping) {}
