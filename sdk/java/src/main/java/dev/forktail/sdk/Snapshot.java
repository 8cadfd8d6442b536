package dev.forktail.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The definitions on disk, whole or not at all, for a start without the server.
record Snapshot(Path file) {
  private static final Logger log = LoggerFactory.getLogger(Snapshot.class);

  Optional<Definitions> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Definitions.read(Files.readString(file), ""));
    } catch (IOException e) {
      log.warn("The definitions on disk cannot be used: file={} reason={}", file, e.getMessage());
      return Optional.empty();
    }
  }

  void write(Definitions definitions) {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(draft, definitions.text());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.warn("The definitions cannot be kept on disk: file={} reason={}", file, e.toString());
    }
  }
}
