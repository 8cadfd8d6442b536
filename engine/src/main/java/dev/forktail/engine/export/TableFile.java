package dev.forktail.engine.export;

/// A file that a table of the lake consists of.
///
/// @param partition in which all its rows lie
public record TableFile(String location, int partition, long rows, long bytes) {}
