package dev.forktail.journal;

import org.jspecify.annotations.Nullable;

/// How a journal is doing.
///
/// `healthy` is whether appends are accepted as far as the disk is concerned. `lastFailure` is what
/// the disk said when it failed last, even if it is healthy again. `abandonedSegments` counts files
/// given up after a failed write, `damagedRecords` what reading found to be lost.
public record JournalHealth(
    boolean healthy,
    @Nullable String lastFailure,
    int abandonedSegments,
    long bytesOnDisk,
    long damagedRecords) {}
