package dev.forktail.app.fault;

/// A moment in the talk between server and database at which the connection can break.
enum Cut {
  /// The database has answered a COPY of a batch.
  AFTER_COPY,
  /// The COMMIT of a batch is about to be sent.
  BEFORE_COMMIT,
  /// The COMMIT of a batch was sent this moment.
  AT_COMMIT,
  /// The database has committed a batch and says so.
  AFTER_COMMIT,
  /// The COMMIT of a seal is about to be sent.
  BEFORE_SEAL_COMMIT,
  /// The database has committed a seal and says so.
  AFTER_SEAL_COMMIT
}
