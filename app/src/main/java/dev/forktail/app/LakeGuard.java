package dev.forktail.app;

import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.TableName;
import dev.forktail.lake.LocalLakeRemains;
import dev.forktail.postgres.PostgresDatabase;
import dev.forktail.postgres.export.PostgresLakeCatalog;

/// Keeps an event database that knows nothing of a lake from beginning another one in its place.
record LakeGuard(PostgresDatabase database, LakeRoot root) {

  /// @throws DataFolder.StartException when the lake has events that the database does not know
  void check() {
    boolean known = new PostgresLakeCatalog(database).find(TableName.EVENTS).isPresent();
    if (!known && new LocalLakeRemains(root).hasFiles(TableName.EVENTS)) {
      throw new DataFolder.StartException(
          """
          The lake %s has events, but the event database knows nothing of it. \
          If the database was lost: ./forktail recover --lake %s. Otherwise choose another lake.folder.\
          """
              .formatted(root.uri(), root.uri()));
    }
  }
}
