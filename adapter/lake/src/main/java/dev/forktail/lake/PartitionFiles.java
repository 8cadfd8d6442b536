package dev.forktail.lake;

import dev.forktail.engine.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/// Finds the files of partitions in the current snapshot of a table.
final class PartitionFiles {
  private PartitionFiles() {}

  /// The files of the partitions `first..last` that are `wanted`.
  static List<DataFile> find(
      Table table, TableName name, int first, int last, Predicate<DataFile> wanted) {
    try (var tasks = table.newScan().filter(in(name, first, last)).planFiles()) {
      var found = new ArrayList<DataFile>();
      for (FileScanTask task : tasks) {
        DataFile file = task.file();
        int partition = partition(file);
        if (partition >= first && partition <= last && wanted.test(file)) {
          found.add(file.copyWithoutStats());
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the files of " + name.text(), e);
    }
  }

  static int partition(DataFile file) {
    return file.partition().get(0, Integer.class);
  }

  /// The first moment of a partition.
  static Instant first(TableName name, int partition) {
    return name.period().start(partition);
  }

  /// The last moment of a partition, to the microsecond.
  static Instant last(TableName name, int partition) {
    return name.period().start(partition + 1).minus(1, ChronoUnit.MICROS);
  }

  private static Expression in(TableName name, int first, int last) {
    String time = name.time().name();
    return Expressions.and(
        Expressions.greaterThanOrEqual(time, micros(name.period().start(first))),
        Expressions.lessThan(time, micros(name.period().start(last + 1))));
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }
}
