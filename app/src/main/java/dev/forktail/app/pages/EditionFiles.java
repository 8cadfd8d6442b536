package dev.forktail.app.pages;

import dev.forktail.app.WholeFile;
import dev.forktail.engine.page.Edition;
import dev.forktail.engine.page.KeptEditions;
import dev.forktail.engine.page.Slug;
import dev.forktail.engine.page.json.EditionText;
import dev.forktail.engine.project.KeyHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Editions in a folder, a file each, named by the hash of its slug. A damaged one counts as none.
final class EditionFiles implements KeptEditions {
  private static final Logger log = LoggerFactory.getLogger(EditionFiles.class);

  private final Path folder;
  private boolean told; // Guarded by `this`: that nothing can be kept.

  EditionFiles(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<Edition> find(Slug slug) {
    var file = file(slug);
    try {
      return Optional.of(EditionText.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException _) { // it was never kept
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      log.error(
          "A page kept on disk cannot be used: slug={} file={} reason={}",
          slug,
          file,
          e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public synchronized void put(Edition edition) {
    long kept = find(edition.slug()).map(Edition::version).orElse(0L);
    if (kept >= edition.version()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      WholeFile.write(file(edition.slug()), EditionText.write(edition));
      told = false;
    } catch (IOException e) {
      if (!told) {
        log.warn("Pages cannot be kept on disk for when their database is away: {}", e.toString());
        told = true;
      }
    }
  }

  private Path file(Slug slug) {
    return folder.resolve(KeyHash.of(slug.value()).hex().substring(0, 32) + ".page");
  }
}
