package dev.forktail.lake;

import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.export.CommitOutcome;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.TableName;
import dev.forktail.lake.PinnedOperations.Access;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.jspecify.annotations.Nullable;

/// Makes changes to a table: looks at the current version, decides, commits the next one in its
/// place, and looks again whenever another came first or the answer was lost.
///
/// To try again in doubt is safe: the commit that may still be under way and the new one start from
/// the same version, and the pointer leaves that only once.
final class TableChange {
  /// How often a change is tried because another one came first.
  private static final int ATTEMPTS_MAX = 20;

  private final TableName table;
  private final Access access;
  private final TableVersions versions;

  TableChange(TableName table, Access access, TableVersions versions) {
    this.table = table;
    this.access = access;
    this.versions = versions;
  }

  /// A change, as it is made on one version.
  interface Step {
    /// Makes the change on the version that is pinned by committing the next one, unless this
    /// version shows that it has been made or cannot be.
    CommitOutcome on(PinnedOperations version);
  }

  CommitOutcome make(long epoch, Step step) {
    @Nullable CommitStateUnknownException doubt = null;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        return step.on(new PinnedOperations(table, access, epoch, versions.current()));
      } catch (CommitFailedException _) {
        // Another change came first: the next attempt looks at what is current now.
      } catch (CommitStateUnknownException e) {
        doubt = e;
      } catch (StoreException.Fenced _) {
        return new CommitOutcome.Fenced();
      } catch (RuntimeException e) {
        throw failure(e, doubt);
      }
    }
    throw failure(
        new IllegalStateException("other changes came first, " + ATTEMPTS_MAX + " times"), doubt);
  }

  private LakeException failure(RuntimeException cause, @Nullable RuntimeException doubt) {
    String reason =
        switch (cause) {
          case StoreException e -> e.reason();
          case LakeException e -> e.reason();
          default -> cause.toString();
        };
    String message = "Cannot change the lake table %s: %s".formatted(table.text(), reason);
    if (doubt == null) {
      return new LakeException.Unavailable(message, cause);
    }
    cause.addSuppressed(doubt);
    return new LakeException.OutcomeUnknown(message, cause);
  }
}
