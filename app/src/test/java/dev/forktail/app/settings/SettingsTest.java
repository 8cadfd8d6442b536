package dev.forktail.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
  private enum Kind {
    JOURNAL,
    MEMORY
  }

  @TempDir Path folder;

  @Test
  void laterSourcesWin() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f.yaml"), "writer:\n  linger: 1s\n  batch-events-max: 5\n");
    var settings =
        new Settings(
            SettingsSources.of(
                file,
                Map.of("FORKTAIL_WRITER_LINGER", "2s", "PATH", "/bin"),
                Map.of("writer.batch-events-max", "7")));

    assertThat(settings.duration("writer.linger", "100ms")).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.integer("writer.batch-events-max", 2_000)).isEqualTo(7);
    assertThat(settings.integer("buffer.lanes", 2)).isEqualTo(2);
    settings.refuseUnknownKeys();
  }

  @Test
  void anUnknownKeyStopsTheStartAndNamesTheNearestKnownOne() {
    var settings =
        new Settings(SettingsSources.of(null, Map.of(), Map.of("buffer.knid", "memory")));
    settings.choice("buffer.kind", Kind.JOURNAL);

    assertThatThrownBy(settings::refuseUnknownKeys)
        .isInstanceOf(SettingsException.class)
        .hasMessage("Unknown setting 'buffer.knid' (--set). Did you mean 'buffer.kind'?");
  }

  @Test
  void anUnknownVariableStopsTheStart() {
    var settings =
        new Settings(SettingsSources.of(null, Map.of("FORKTAIL_BUFER_KIND", "x"), Map.of()));
    settings.choice("buffer.kind", Kind.JOURNAL);

    assertThatThrownBy(settings::refuseUnknownKeys).hasMessageContaining("FORKTAIL_BUFER_KIND");
  }

  @Test
  void aWrongValueNamesKeyValueAndWhatIsWanted() {
    var settings =
        new Settings(
            SettingsSources.of(
                null,
                Map.of(),
                Map.of("buffer.kind", "disk", "a", "ten", "b", "10", "c", "5 parsecs")));

    assertThatThrownBy(() -> settings.choice("buffer.kind", Kind.JOURNAL))
        .hasMessage("Setting 'buffer.kind' must be one of journal, memory, but is 'disk' (--set).");
    assertThatThrownBy(() -> settings.integer("a", 1))
        .hasMessageContaining("'a' must be a whole number");
    assertThatThrownBy(() -> settings.duration("b", "1s"))
        .hasMessageContaining("'b' must be a time");
    assertThatThrownBy(() -> settings.bytes("c", "1MB")).hasMessageContaining("'c' must be a size");
  }

  @Test
  void sizesAreBinary() {
    var settings = new Settings(SettingsSources.of(null, Map.of(), Map.of("size", "64 MiB")));

    assertThat(settings.bytes("size", "1")).isEqualTo(67_108_864L);
    assertThat(settings.bytes("other", "2g")).isEqualTo(2L << 30);
  }

  @Test
  void secretsAreMasked() {
    var settings =
        new Settings(
            SettingsSources.of(null, Map.of("FORKTAIL_POSTGRES_PASSWORD", "hunter2"), Map.of()));

    assertThat(settings.secret("postgres.password")).contains("hunter2");
    assertThat(settings.effective().toString()).doesNotContain("hunter2").contains("***");
  }

  @Test
  void aFileThatCannotBeReadIsOneLine() {
    assertThatThrownBy(() -> SettingsSources.of(folder.resolve("none.yaml"), Map.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("none.yaml");
  }
}
