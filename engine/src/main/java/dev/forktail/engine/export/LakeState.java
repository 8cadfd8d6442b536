package dev.forktail.engine.export;

/// How a table of the lake stands.
///
/// @param watermark every sealed slice with a number below is in the table, none from it on
/// @param snapshot the current one; 0 while the table has never had a file
/// @param snapshots how many can be asked for, the current one included
/// @param files how many data files
public record LakeState(
    long watermark, long snapshot, int snapshots, long files, long rows, long bytes) {

  /// A table without anything.
  public static LakeState empty() {
    return new LakeState(0, 0, 0, 0, 0, 0);
  }
}
