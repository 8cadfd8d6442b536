package dev.forktail.lake;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.export.TableFile;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.query.LakeVersions.LakeVersion;
import dev.forktail.engine.query.TimeRange;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/// A version of a table, known by its manifests. Only those are read that may list a file of the
/// time that is asked for.
///
/// @param content what a manifest lists
record PinnedVersion(
    TableName table,
    long watermark,
    List<ManifestFile> manifests,
    Function<ManifestFile, List<ListedFile>> content)
    implements LakeVersion {

  @Override
  public List<TableFile> files(ProjectId project, TimeRange range) {
    var found = new ArrayList<TableFile>();
    for (var manifest : manifests) {
      if (mayHave(manifest, range)) {
        for (var listed : content.apply(manifest)) {
          if (listed.mayHave(project, range)) {
            found.add(listed.file());
          }
        }
      }
    }
    return found;
  }

  private boolean mayHave(ManifestFile manifest, TimeRange range) {
    @Nullable List<ManifestFile.PartitionFieldSummary> summaries = manifest.partitions();
    if (summaries == null || summaries.isEmpty()) {
      return true;
    }
    @Nullable Integer first = partition(summaries.getFirst().lowerBound());
    @Nullable Integer last = partition(summaries.getFirst().upperBound());
    return range.touches(
        first == null ? Instant.MIN : PartitionFiles.first(table, first),
        last == null ? Instant.MAX : PartitionFiles.last(table, last));
  }

  private static @Nullable Integer partition(@Nullable ByteBuffer bound) {
    return bound == null
        ? null
        : Conversions.<Integer>fromByteBuffer(Types.IntegerType.get(), bound);
  }
}
