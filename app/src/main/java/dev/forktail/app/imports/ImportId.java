package dev.forktail.app.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.imports.ImportFormat;
import dev.forktail.engine.imports.Mapping;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.function.LongConsumer;

/// By what an import is known again: the content of its file, how it is mapped, and the project.
public final class ImportId {
  private static final int BUFFER_BYTES = 1 << 20;

  private final MessageDigest digest;

  private ImportId(MessageDigest digest) {
    this.digest = digest;
  }

  /// Reads the whole file.
  ///
  /// @param watcher hears how many bytes have been read
  public static ImportId of(Path file, LongConsumer watcher) throws IOException {
    var digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (var in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
        watcher.accept(bytes);
      }
    }
    return new ImportId(digest);
  }

  /// The id of the import of that file.
  public UUID with(ProjectId project, ImportFormat format, Mapping mapping) {
    digest.update("|%d|%s|%s".formatted(project.value(), format, mapping).getBytes(UTF_8));
    var bytes = ByteBuffer.wrap(digest.digest());
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
