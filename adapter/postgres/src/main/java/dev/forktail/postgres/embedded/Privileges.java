package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// As whom PostgreSQL's programs run, since they refuse to run as root.
///
/// @param uid the user who must own the data
/// @param prefix what stands before the program on its command line
record Privileges(Kind kind, String user, int uid, int gid, List<String> prefix) {
  private static final Logger log = LoggerFactory.getLogger(Privileges.class);

  enum Kind {
    /// We are no root: as ourselves.
    DIRECT,
    /// In a user namespace without root: the files stay ours, the pids stay the same.
    USER_NAMESPACE,
    /// As a user who may do little.
    OTHER_USER
  }

  private static final List<String> OTHER_USERS = List.of("postgres", "nobody");
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

  Privileges {
    prefix = List.copyOf(prefix);
  }

  static Privileges detect() {
    return direct()
        .or(Privileges::userNamespace)
        .or(Privileges::otherUser)
        .orElseThrow(
            () ->
                new EmbeddedPostgresException(
                    "PostgreSQL refuses to run as root, and neither a user namespace (unshare -U)"
                        + " nor the user postgres or nobody can be used here: start Forktail as a"
                        + " normal user, or give it the URL of a PostgreSQL server"));
  }

  static Optional<Privileges> direct() {
    var self = self(Kind.DIRECT, List.of());
    return self.uid == 0 ? Optional.empty() : Optional.of(self);
  }

  static Optional<Privileges> userNamespace() {
    return Optional.of(self(Kind.USER_NAMESPACE, List.of("unshare", "--user")))
        .filter(Privileges::works);
  }

  static Optional<Privileges> otherUser() {
    return accounts().stream()
        .flatMap(account -> account.ways().stream())
        .filter(Privileges::works)
        .findFirst();
  }

  private static Privileges self(Kind kind, List<String> prefix) {
    try {
      var self = Path.of("/proc/self");
      var gid = (int) Files.getAttribute(self, "unix:gid");
      return new Privileges(
          kind, System.getProperty("user.name"), FileTree.owner(self), gid, prefix);
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Embedded PostgreSQL needs /proc to be mounted", e);
    }
  }

  /// Whether a program started this way runs, and not as root.
  private boolean works() {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "test \"$(id -u)\" -ne 0"));
    try {
      var run = ExternalCommand.run(Path.of("/"), command, PROBE_LIMIT);
      log.debug(
          "Tried to leave root: with={} exit={} says={}", prefix, run.exitCode(), run.output());
      return run.succeeded();
    } catch (IOException e) {
      log.debug("Tried to leave root: with={}", prefix, e);
      return false;
    }
  }

  private static List<Account> accounts() {
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      var fields = lines.map(line -> line.split(":")).filter(line -> line.length > 3).toList();
      return OTHER_USERS.stream()
          .flatMap(name -> fields.stream().filter(line -> line[0].equals(name)).limit(1))
          .map(line -> new Account(line[0], Integer.parseInt(line[2]), Integer.parseInt(line[3])))
          .toList();
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot read the users of this machine: " + e, e);
    }
  }

  private record Account(String name, int uid, int gid) {

    List<Privileges> ways() {
      return List.of(
          with("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"),
          with("runuser", "-u", name, "--"),
          with("su", "-s", "/bin/sh", name, "-c", "exec \"$0\" \"$@\"", "--"));
    }

    private Privileges with(String... prefix) {
      return new Privileges(Kind.OTHER_USER, name, uid, gid, List.of(prefix));
    }
  }
}
