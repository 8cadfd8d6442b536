package dev.forktail.postgres.event;

/// What a batch's transaction works with.
///
/// @param ids shared by all lanes
/// @param names shared by all lanes
/// @param rows the lane's own
record BatchTools(MessageIds ids, RollupNames names, BinaryRows rows) {}
