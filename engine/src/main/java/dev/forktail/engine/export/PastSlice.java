package dev.forktail.engine.export;

/// A slice that was sealed at some time.
///
/// @param isKept whether the store still has its rows
public record PastSlice(SealedSlice slice, boolean isKept) {}
