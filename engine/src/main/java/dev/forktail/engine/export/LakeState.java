package dev.forktail.engine.export;

import org.jspecify.annotations.Nullable;

/// How a table of the lake stands.
///
/// @param watermark every sealed slice with a number below is in the table, none from it on
/// @param epoch that of the exporter that changes the table
/// @param snapshot the current one; null while the table has never had a file
/// @param files how many data files
public record LakeState(
    long watermark, long epoch, @Nullable Long snapshot, long files, long rows, long bytes) {}
