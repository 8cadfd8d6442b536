package dev.forktail.journal;

import java.nio.file.Path;

/// The part of a segment that may be read.
///
/// Its records have sequences from `first` on, below `end`, within the first `bytes` of the file.
/// `end` is `Long.MAX_VALUE` where only reading can tell. If it is `exact`, `first` is known from a
/// header, and the sequences from `durable` up to `first` were given up; else `first` is the first
/// record that was found.
record Extent(
    long number, Path path, long durable, long first, long end, long bytes, boolean exact) {}
