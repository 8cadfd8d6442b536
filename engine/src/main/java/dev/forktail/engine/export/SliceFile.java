package dev.forktail.engine.export;

/// A file of the table of events, and of which slices it may have rows.
public record SliceFile(TableFile file, SliceRange slices) {}
