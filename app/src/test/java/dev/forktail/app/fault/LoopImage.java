package dev.forktail.app.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A file system of its own in a file, whose power can be cut and whose space can run out.
final class LoopImage {
  private static final Duration UNMOUNT_MAX = Duration.ofSeconds(20);

  private final Path image;
  private final Path mount;
  private boolean mounted;

  private LoopImage(Path image, Path mount) {
    this.image = image;
    this.mount = mount;
  }

  /// A new file system of `type` (`ext4` or `xfs`), mounted, whose image lies in `folder`.
  static LoopImage make(Workshop workshop, Path folder, String type, int megabytes) {
    var name = type + "-" + Workshop.freePort();
    return make(workshop, folder.resolve(name + ".img"), workshop.folder(name), type, megabytes);
  }

  /// A new ext4 file system, mounted at `place`, a path below the workshop's folder.
  static LoopImage at(String place, Workshop workshop, int megabytes) {
    var file = workshop.folder("images").resolve(place.replace('/', '-'));
    return make(workshop, file, workshop.folder(place), "ext4", megabytes);
  }

  private static LoopImage make(
      Workshop workshop, Path file, Path mount, String type, int megabytes) {
    var image = new LoopImage(file, mount);
    Shell.must("truncate", "-s", megabytes + "M", image.image.toString());
    if (type.equals("xfs")) {
      Shell.must("mkfs.xfs", "-q", image.image.toString());
    } else {
      Shell.must("mkfs.ext4", "-q", "-F", "-m", "0", image.image.toString());
    }
    workshop.atEnd(image::unmount);
    image.mount("loop");
    return image;
  }

  Path folder() {
    return mount;
  }

  /// Mounts it again, with these options.
  void mount(String options) {
    Shell.must("mount", "-o", options, image.toString(), mount.toString());
    mounted = true;
  }

  /// Cuts the power of the disk: whatever was not forced is gone, and nothing more can be written
  /// or read until it is mounted again.
  void cutPower() {
    Shell.must("xfs_io", "-x", "-c", "shutdown", mount.toString());
  }

  void unmount() {
    if (mounted && !Await.until(UNMOUNT_MAX, () -> Shell.run("umount", "" + mount).succeeded())) {
      throw new IllegalStateException(
          "Cannot unmount " + mount + ": " + Shell.run("fuser", "-vm", "" + mount).output());
    }
    mounted = false;
  }

  /// Takes all space but this many bytes.
  void fill(long leftBytes) {
    // Not Files.getFileStore, which looks for the mount in a table that others change meanwhile.
    long free = mount.toFile().getUsableSpace();
    if (free > leftBytes) {
      var size = Long.toString(free - leftBytes);
      Shell.run("fallocate", "-l", size, filler("a").toString());
    }
    if (leftBytes == 0) {
      Shell.run("dd", "if=/dev/zero", "of=" + filler("b"), "bs=4k"); // ends when the disk is full
    }
  }

  /// Gives back what was taken.
  void free() {
    try {
      Files.deleteIfExists(filler("a"));
      Files.deleteIfExists(filler("b"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler(String name) {
    return mount.resolve("filler-" + name);
  }
}
