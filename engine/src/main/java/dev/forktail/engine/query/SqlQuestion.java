package dev.forktail.engine.query;

import dev.forktail.engine.event.ProjectId;

/// A statement that somebody asks about the events of a project.
public record SqlQuestion(ProjectId project, String sql, ResultFormat format, SqlLimits limits) {}
