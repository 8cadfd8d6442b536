package dev.forktail.postgres.event;

import dev.forktail.postgres.result.BatchResults;

/// What a batch's transaction works with.
///
/// @param ids shared by all lanes
/// @param names shared by all lanes
/// @param rows the lane's own
/// @param results shared by all lanes
record BatchTools(MessageIds ids, RollupNames names, BinaryRows rows, BatchResults results) {}
