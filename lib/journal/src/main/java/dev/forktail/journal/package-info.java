/// An append-only log of records on local disk: group commit, recovery, and nothing else. What it
/// has acknowledged survives a kill and a power loss.
///
/// Start reading at [Journal]; [RecordFormat] and [SegmentHeader] are what stands on the disk.
@org.jspecify.annotations.NullMarked
package dev.forktail.journal;
