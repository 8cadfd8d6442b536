package dev.forktail.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
  private static final String DATABASE = "jdbc:postgresql://db/forktail?password=geheim";
  private static final String SECRET = "fta_0123456789";

  private final KnownKeys known =
      new KnownKeys(
          List.of(
              new Project(new ProjectId(1), "default"), new Project(new ProjectId(12), "Käse = #")),
          Map.of(
              KeyHash.of("web"), new Access(new ProjectId(1), KeyRole.WRITE, " shop  two "),
              KeyHash.of(SECRET), new Access(new ProjectId(12), KeyRole.ADMIN, "")));
  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    new KeyFile(folder, DATABASE).write(known);

    assertThat(new KeyFile(folder, DATABASE).read()).contains(known);
  }

  @Test
  void onlyTheOwnerMayReadItAndNoSecretIsInIt() throws IOException {
    var file = new KeyFile(folder, DATABASE);
    file.write(known);
    file.write(known);

    try (var files = Files.list(folder)) {
      Path kept = files.toList().getFirst();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
          .isEqualTo("rw-------");
      assertThat(Files.readString(kept)).doesNotContain(SECRET).doesNotContain("geheim");
    }
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void theKeysOfAnotherDatabaseOpenNothing() throws IOException {
    new KeyFile(folder, DATABASE).write(known);

    assertThat(new KeyFile(folder, "jdbc:postgresql://other/forktail").read()).isEmpty();
  }

  @Test
  void nothingIsKnownBeforeTheFirstWrite() throws IOException {
    assertThat(new KeyFile(folder, DATABASE).read()).isEmpty();
  }

  @Test
  void damageIsNamed() throws IOException {
    var file = new KeyFile(folder, DATABASE);
    file.write(known);
    Path kept = folder.resolve("keys.properties");
    Files.writeString(kept, Files.readString(kept).replace("1 WRITE", "1 WRIXE"));

    assertThatThrownBy(file::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("keys.properties is damaged at key.");
  }
}
