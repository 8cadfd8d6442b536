package dev.forktail.app;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Properties;

/// Small files that nobody but their owner can ever read, and that are there whole or not at all,
/// also after a power cut.
public final class PrivateFile {
  private PrivateFile() {}

  /// Puts `properties` in the place of what was in `file`, whose folder is made if it is not there.
  public static void write(Path file, Properties properties, String comment) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(folder, ".draft", ".tmp", ownerOnly);
    try {
      fill(draft, properties, comment);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void fill(Path draft, Properties properties, String comment) throws IOException {
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        var out = Channels.newOutputStream(channel)) {
      properties.store(out, comment);
      channel.force(true);
    }
  }

  /// Makes the new name durable.
  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// What `file` says.
  public static Properties read(Path file) throws IOException {
    var properties = new Properties();
    try (var in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is damaged: " + e.getMessage(), e);
    }
    return properties;
  }
}
