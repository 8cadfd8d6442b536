package dev.forktail.postgres.event;

import org.jspecify.annotations.Nullable;

/// Where the batches of this moment go.
///
/// @param generation of message ids
/// @param previousGeneration null while there has been only one
/// @param resultPlan the version of what counts in results
record OpenSlice(
    long slice, int generation, @Nullable Integer previousGeneration, long resultPlan) {}
