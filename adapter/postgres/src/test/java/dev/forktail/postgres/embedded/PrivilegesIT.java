package dev.forktail.postgres.embedded;

import static dev.forktail.postgres.embedded.ServerInFolder.BINARIES;
import static dev.forktail.postgres.embedded.ServerInFolder.ask;
import static dev.forktail.postgres.embedded.ServerInFolder.tell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// Root may start the server in two ways, a normal user in one; a test says so where its way is
/// closed.
class PrivilegesIT {
  private static final String JAVA = System.getProperty("java.home") + "/bin/java";

  @TempDir private Path temporary;

  @Test
  void aNormalUserStartsItAsItself(TestInfo test) throws IOException, SQLException {
    var direct = Privileges.direct();
    if (direct.isPresent()) {
      startsWith(direct.get());
      return;
    }
    var other = Privileges.otherUser();
    if (other.isEmpty() || !run(other.get(), List.of("test", "-x", JAVA)).succeeded()) {
      cannotRun(test, "this is root, and no other user may run this Java");
      return;
    }
    startsInAProcessOf(other.get());
  }

  @Test
  void rootStartsItInAUserNamespace(TestInfo test) throws IOException, SQLException {
    var namespace = asRoot(Privileges.userNamespace());
    if (namespace.isEmpty()) {
      cannotRun(test, "not root, or unshare is forbidden");
      return;
    }
    startsWith(namespace.get());
  }

  @Test
  void rootStartsItAsAnotherUser(TestInfo test) throws IOException, SQLException {
    var other = asRoot(Privileges.otherUser());
    if (other.isEmpty()) {
      cannotRun(test, "not root, or there is no user postgres or nobody");
      return;
    }
    startsWith(other.get());
  }

  @Test
  void aFolderChangesHandsWhenTheWayChanges(TestInfo test) throws IOException, SQLException {
    var namespace = asRoot(Privileges.userNamespace());
    var other = asRoot(Privileges.otherUser());
    if (namespace.isEmpty() || other.isEmpty()) {
      cannotRun(test, "needs root with both ways open");
      return;
    }
    var config = config();
    try (var server = EmbeddedPostgres.start(config, other.get())) {
      tell(server, "CREATE TABLE kept AS SELECT 42 AS answer");
    }
    try (var server = EmbeddedPostgres.start(config, namespace.get())) {
      assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  private void startsWith(Privileges privileges) throws IOException, SQLException {
    try (var server = EmbeddedPostgres.start(config(), privileges)) {
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(FileTree.owner(Path.of("/proc/" + server.pid()))).isEqualTo(privileges.uid());
      assertThat(FileTree.owner(temporary.resolve("data/cluster"))).isEqualTo(privileges.uid());
    }
  }

  /// Root becomes another user in a new process, which then knows nothing of root.
  private void startsInAProcessOf(Privileges user) throws IOException {
    var folder = Files.createDirectory(temporary.resolve("theirs"));
    var classPath = copyOfOurClassPath();
    new FolderAccess(user).open(temporary, BINARIES);
    FileTree.giveTo(folder, user.uid(), user.gid());

    var run =
        run(
            user,
            List.of(JAVA, "-cp", classPath, StartOnce.class.getName(), folder + "", BINARIES + ""));

    assertThat(run.exitCode()).describedAs(run.output()).isZero();
    assertThat(folder.resolve("answer")).hasContent("way=DIRECT fsync=on");
  }

  private String copyOfOurClassPath() throws IOException {
    var copies = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      var copy = temporary.resolve("classes-" + copies.size());
      ServerInFolder.copy(Path.of(entry), copy);
      copies.add(copy.toString());
    }
    return String.join(File.pathSeparator, copies);
  }

  private static ExternalCommand run(Privileges user, List<String> command) throws IOException {
    var all = new ArrayList<>(user.prefix());
    all.addAll(command);
    return ExternalCommand.run(Path.of("/"), all, Duration.ofMinutes(1));
  }

  private EmbeddedPostgresConfig config() {
    return ServerInFolder.withCluster(temporary.resolve("data")).config(0, Map.of());
  }

  private static Optional<Privileges> asRoot(Optional<Privileges> way) {
    return Privileges.direct().isPresent() ? Optional.empty() : way;
  }

  private static void cannotRun(TestInfo test, String reason) throws IOException {
    Files.writeString(
        Path.of("target/cannot-run-here.txt"),
        "cannot run here: %s: %s%n".formatted(test.getTestMethod().orElseThrow().getName(), reason),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
