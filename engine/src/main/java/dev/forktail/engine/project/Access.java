package dev.forktail.engine.project;

import dev.forktail.engine.event.ProjectId;

/// What a valid key opens.
///
/// @param source the key's name; the source of the events that come with it
public record Access(ProjectId project, KeyRole role, String source) {}
