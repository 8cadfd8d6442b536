package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from a data folder, in whatever state it was left, to a server that runs as wanted.
record ServerStart(
    PostgresBinaries binaries, Privileges privileges, DataFolder folder, ServerSettings settings) {
  private static final Logger log = LoggerFactory.getLogger(ServerStart.class);

  private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(10);
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(10);

  /// Takes over the server that is running if it is as wanted, else starts one.
  Postmaster on(int port) {
    new FolderAccess(privileges).requireOurs(folder.cluster());
    var running = Postmaster.find(folder);
    if (running.isPresent()) {
      if (isAsWanted(running.get(), port)) {
        log.info("Took over a running PostgreSQL: pid={}", running.get().pid());
        return running.get();
      }
      log.info("Restarting a PostgreSQL that is not as wanted: pid={}", running.get().pid());
      running.get().stop();
    }
    Postmaster.endLeftovers(folder);
    prepareFolders();
    var started = new ServerLaunch(binaries, privileges, folder, settings).on(port);
    requireDurable(started);
    log.info(
        "PostgreSQL is ready: port={} pid={} user={} way={}",
        started.port(),
        started.pid(),
        privileges.user(),
        privileges.kind());
    return started;
  }

  private boolean isAsWanted(Postmaster running, int port) {
    var known = Patience.until(() -> running.isReady() || !running.isAlive(), TAKEOVER_LIMIT);
    if (!known || !running.isReady() || (port != 0 && port != running.port())) {
      return false;
    }
    try {
      var values = settingsOf(running);
      return settings.fingerprint(binaries).equals(values.get(ServerSettings.FINGERPRINT))
          && isDurable(values);
    } catch (SQLException e) {
      log.info(
          "A running PostgreSQL does not answer: pid={} reason={}", running.pid(), e.toString());
      return false;
    }
  }

  private void prepareFolders() {
    var access = new FolderAccess(privileges);
    access.open(binaries.folder(), folder.root());
    new ClusterCreation(binaries, privileges, folder).createIfMissing();
    try {
      Files.createDirectories(folder.log());
      Files.setPosixFilePermissions(folder.log(), PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot make the folder " + folder.log() + ": " + e, e);
    }
    access.own(folder.cluster());
    access.own(folder.log());
  }

  /// A server that may lose what it has committed is not ours to use, whoever made it so.
  private void requireDurable(Postmaster started) {
    Patience.until(() -> letsUsIn(started) || !started.isAlive(), SETTLE_LIMIT);
    try {
      if (!isDurable(settingsOf(started))) {
        started.stop();
        throw new EmbeddedPostgresException(
            "PostgreSQL in %s does not have %s all on: undo the ALTER ROLE or ALTER DATABASE"
                    .formatted(folder.cluster(), ServerSettings.DURABLE)
                + " that says so");
      }
    } catch (SQLException e) {
      started.stop();
      throw new EmbeddedPostgresException(
          "PostgreSQL in %s runs but does not let us in: %s"
              .formatted(folder.cluster(), e.getMessage()),
          e);
    }
  }

  /// Not while it gets over the crash of a session, which ends all others.
  private boolean letsUsIn(Postmaster started) {
    try {
      return !settingsOf(started).isEmpty();
    } catch (SQLException e) {
      log.debug("PostgreSQL does not let us in yet: reason={}", e.toString());
      return false;
    }
  }

  private Map<String, String> settingsOf(Postmaster postmaster) throws SQLException {
    var names = new ArrayList<>(ServerSettings.DURABLE);
    names.add(ServerSettings.FINGERPRINT);
    return new Superuser(postmaster.port(), folder.readPassword()).settings(names);
  }

  private static boolean isDurable(Map<String, String> values) {
    return ServerSettings.DURABLE.stream().allMatch(name -> "on".equals(values.get(name)));
  }
}
