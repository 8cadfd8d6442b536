package dev.forktail.duckdb.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeCodeTest {
  private static final String LIBRARY = System.mapLibraryName("duckdb_java");

  @TempDir private Path cache;
  @TempDir private Path own;

  @Test
  void itIsUnpackedOnceForAll() throws IOException {
    var folder = NativeCode.unpacked(cache, own);
    var library = folder.resolve(LIBRARY);
    var first = Files.readAttributes(library, "unix:ino,lastModifiedTime");

    assertThat(NativeCode.unpacked(cache, own)).isEqualTo(folder);

    assertThat(Files.readAttributes(library, "unix:ino,lastModifiedTime")).isEqualTo(first);
    assertThat(folder.getParent()).isEqualTo(cache);
    assertThat(folder).isDirectoryNotContaining("glob:**unfinished");
    assertThat(own).isEmptyDirectory();
  }

  @Test
  void oneThatLostItsEndIsReplaced() throws IOException {
    var library = NativeCode.unpacked(cache, own).resolve(LIBRARY);
    long whole = Files.size(library);
    try (var channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
      channel.truncate(whole / 2);
    }
    Files.writeString(library.resolveSibling("unfinished"), "of somebody who was killed");

    NativeCode.unpacked(cache, own);

    assertThat(library).hasSize(whole);
  }

  @Test
  void whereNothingCanBeKeptEachHasItsOwn() throws IOException {
    var file = Files.writeString(cache.resolve("file"), "not a folder");

    assertThat(NativeCode.unpacked(file, own)).isEqualTo(own);

    assertThat(own.resolve(LIBRARY)).isNotEmptyFile();
  }
}
