package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes an empty cluster. It is made beside its place and moved there when it is whole, so a crash
/// half way leaves nothing but a folder that the next attempt deletes.
record ClusterCreation(PostgresBinaries binaries, Privileges privileges, DataFolder folder) {
  private static final Logger log = LoggerFactory.getLogger(ClusterCreation.class);

  private static final String UNFINISHED = "unfinished-cluster-";
  private static final long NEEDED_MIB = 256;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  void createIfMissing() {
    try {
      deleteUnfinished();
      if (!Files.exists(folder.cluster().resolve("PG_VERSION"))) {
        requireNothingElse();
        FileTree.requireFree(folder.root(), NEEDED_MIB, "create the database");
        create();
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "Cannot create the database in %s: %s".formatted(folder.root(), e), e);
    }
  }

  private void requireNothingElse() throws IOException {
    if (!Files.exists(folder.cluster())) {
      return;
    }
    try (var entries = Files.list(folder.cluster())) {
      if (entries.findAny().isPresent()) {
        throw new EmbeddedPostgresException(
            "%s is no PostgreSQL cluster: empty it or choose another data folder"
                .formatted(folder.cluster()));
      }
    }
  }

  private void deleteUnfinished() throws IOException {
    try (var entries = Files.list(folder.root())) {
      for (var entry : (Iterable<Path>) entries.filter(ClusterCreation::isUnfinished)::iterator) {
        log.info("Deleting a database whose creation was cut off: folder={}", entry);
        FileTree.delete(entry);
      }
    }
  }

  private static boolean isUnfinished(Path entry) {
    return entry.getFileName().toString().startsWith(UNFINISHED);
  }

  private void create() throws IOException {
    log.info("Creating the database: folder={}", folder.cluster());
    var unfinished = Files.createTempDirectory(folder.root(), UNFINISHED);
    try {
      var password = writePassword(unfinished.resolve(folder.password().getFileName()));
      new FolderAccess(privileges).own(unfinished);
      var cluster = unfinished.resolve(folder.cluster().getFileName());
      runInitdb(cluster, password);
      Files.move(password, cluster.resolve(password.getFileName()));
      FileTree.force(cluster);
      FileTree.force(unfinished);
      Files.move(cluster, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
      FileTree.force(folder.root());
    } finally {
      FileTree.delete(unfinished);
    }
  }

  private static Path writePassword(Path file) throws IOException {
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    var text = HexFormat.of().formatHex(random) + "\n";
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    return file;
  }

  private void runInitdb(Path cluster, Path password) throws IOException {
    var command = new ArrayList<>(privileges.prefix());
    command.addAll(
        List.of(
            binaries.program("initdb").toString(),
            "--pgdata=" + cluster,
            "--username=" + Superuser.NAME,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums",
            "--no-instructions",
            "--set=huge_pages=off"));
    var run = ExternalCommand.run(folder.root(), command, LIMIT);
    if (!run.succeeded()) {
      throw new EmbeddedPostgresException(
          run.output().contains("No space left on device")
              ? "No space to create the database in %s: free some".formatted(folder.root())
              : "PostgreSQL's initdb failed: " + run.output().lines().toList());
    }
  }
}
