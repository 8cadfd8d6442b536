package dev.forktail.engine.result.live;

/// One event that counts in a track.
///
/// @param value of the measure's property: its number as a fixed-point integer, or the hash of its
///   text; 0 where the event itself counts
public record Fact(int track, long occurredMicros, long slice, long value) {}
