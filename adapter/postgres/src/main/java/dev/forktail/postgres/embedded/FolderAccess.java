package dev.forktail.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes folders usable for the user who runs PostgreSQL. It changes nothing where nothing is
/// missing, so it may run before every start.
record FolderAccess(Privileges privileges) {
  private static final Logger log = LoggerFactory.getLogger(FolderAccess.class);

  /// Refuses a cluster of somebody else, unless we are root and may take it.
  void requireOurs(Path cluster) {
    try {
      if (privileges.kind() == Privileges.Kind.DIRECT && Files.exists(cluster)) {
        var owner = FileTree.owner(cluster);
        if (owner != privileges.uid()) {
          throw new EmbeddedPostgresException(
              "%s belongs to the user with id %d: start Forktail as that user, or choose another"
                      .formatted(cluster, owner)
                  + " data folder");
        }
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException("Cannot use " + cluster + ": " + e, e);
    }
  }

  /// Gives `folder` and all in it to the user, if it is not theirs already.
  void own(Path folder) {
    try {
      if (FileTree.owner(folder) != privileges.uid()) {
        FileTree.giveTo(folder, privileges.uid(), privileges.gid());
        log.info("Gave a folder to PostgreSQL: folder={} user={}", folder, privileges.user());
      }
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "Cannot give %s to the user %s: %s".formatted(folder, privileges.user(), e), e);
    }
  }

  /// Lets another user than us pass through the folders that lead to each of `folders`.
  void open(Path... folders) {
    if (privileges.kind() != Privileges.Kind.OTHER_USER) {
      return;
    }
    var opened = new ArrayList<Path>();
    for (var folder : folders) {
      openWayTo(folder, opened);
    }
    if (!opened.isEmpty()) {
      log.warn(
          "No user namespace here, so PostgreSQL runs as another user; let all users pass through:"
              + " user={} folders={}",
          privileges.user(),
          opened);
    }
  }

  private void openWayTo(Path folder, List<Path> opened) {
    for (var step = folder; step != null; step = step.getParent()) {
      try {
        if (!isPassable(step)) {
          var permissions = Files.getPosixFilePermissions(step);
          permissions.add(PosixFilePermission.OTHERS_EXECUTE);
          Files.setPosixFilePermissions(step, permissions);
          opened.add(step);
        }
      } catch (IOException e) {
        throw new EmbeddedPostgresException(
            "PostgreSQL runs as user %s, who cannot pass through %s: run chmod o+x on it, or choose"
                    .formatted(privileges.user(), step)
                + " another folder",
            e);
      }
    }
  }

  private boolean isPassable(Path step) throws IOException {
    var permissions = Files.getPosixFilePermissions(step);
    if (FileTree.owner(step) == privileges.uid()) {
      return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
    if ((int) Files.getAttribute(step, "unix:gid") == privileges.gid()) {
      return permissions.contains(PosixFilePermission.GROUP_EXECUTE);
    }
    return permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
  }
}
