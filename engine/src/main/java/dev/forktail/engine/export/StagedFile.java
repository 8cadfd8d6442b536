package dev.forktail.engine.export;

/// A file that holds rows of one slice and waits to be committed to the lake.
///
/// @param asIs whether this very file becomes part of the table; otherwise its rows do, merged with
///   others, and the file can be deleted some time after that
public record StagedFile(long slice, LakeFile file, boolean asIs) {
  public StagedFile {
    if (asIs && file.partition().isEmpty()) {
      throw new IllegalArgumentException(
          "A file of several partitions has to be merged: " + file.location());
    }
  }
}
