package dev.forktail.engine.recovery;

import dev.forktail.engine.export.LakeState;
import dev.forktail.engine.export.PromotedColumn;
import java.util.List;

/// A table of a lake, as its own files say.
///
/// @param metadata the location of the metadata file that is to be the current one
/// @param promoted properties that are columns, in the order of their field ids
/// @param files the locations of all files of the table
/// @param unlisted the locations of data files that are none of the table's
/// @param passedOver newer versions that were not taken, each with the reason
public record TableRemains(
    String metadata,
    LakeState state,
    List<PromotedColumn> promoted,
    List<String> files,
    List<String> unlisted,
    List<String> passedOver) {
  public TableRemains {
    promoted = List.copyOf(promoted);
    files = List.copyOf(files);
    unlisted = List.copyOf(unlisted);
    passedOver = List.copyOf(passedOver);
  }
}
