package dev.forktail.engine.recovery;

import dev.forktail.engine.export.LakeFile;

/// A file that was staged, as it says itself.
///
/// @param sliceEvents how many events the whole slice has
public record StagedPart(LakeFile file, long slice, long sliceEvents) {}
