package dev.forktail.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeCopyTest {
  @TempDir private Path folder;

  @Test
  void aLakeThatIsFoundByALinkIsCopiedAndOnlyWhatIsMissing() throws IOException {
    Path lake = folder.resolve("elsewhere");
    Files.createDirectories(lake.resolve("events/data"));
    Files.writeString(lake.resolve("events/data/one.parquet"), "one");
    Files.writeString(lake.resolve("events/data/two.parquet.part"), "unfinished");
    Path link = Files.createSymbolicLink(folder.resolve("lake"), lake);
    var copy = new LakeCopy(link, folder.resolve("copy"));

    assertThat(copy.run()).isEqualTo(1);
    Files.writeString(lake.resolve("events/data/two.parquet"), "two");
    assertThat(copy.run()).isEqualTo(1);

    assertThat(folder.resolve("copy/events/data/one.parquet")).hasContent("one");
    assertThat(folder.resolve("copy/events/data")).isDirectoryNotContaining("glob:**.part");
  }
}
