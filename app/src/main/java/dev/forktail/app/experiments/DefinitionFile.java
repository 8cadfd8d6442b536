package dev.forktail.app.experiments;

import dev.forktail.app.WholeFile;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.json.DefinitionsText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The experiments of the last time that the product database answered, in the data folder, so that
/// a server decides as before although that is away when it starts. There whole or not at all, also
/// after a power cut; a damaged one is not used.
final class DefinitionFile {
  private static final Logger log = LoggerFactory.getLogger(DefinitionFile.class);

  private final Path file;

  /// @param folder the data folder
  DefinitionFile(Path folder) {
    this.file = folder.resolve("experiments.snapshot");
  }

  /// What was kept; empty when nothing was, or when it is damaged.
  Optional<Definitions> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(DefinitionsText.read(Files.readAllBytes(file)));
    } catch (IOException | IllegalArgumentException e) {
      log.error(
          "The experiments kept on disk cannot be used; they come from the product database as soon"
              + " as it answers: file={} reason={}",
          file,
          e.getMessage());
      return Optional.empty();
    }
  }

  /// Keeps `definitions` in the place of what was kept.
  void write(Definitions definitions) throws IOException {
    WholeFile.write(file, DefinitionsText.write(definitions));
  }
}
