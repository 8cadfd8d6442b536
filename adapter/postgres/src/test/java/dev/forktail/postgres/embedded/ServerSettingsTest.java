package dev.forktail.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSettingsTest {
  private static final DataFolder FOLDER = new DataFolder(Path.of("/data"));
  private static final PostgresBinaries BINARIES = new PostgresBinaries(Path.of("/binaries"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fsync",
        "full_page_writes",
        "synchronous_commit",
        "data_sync_retry",
        "listen_addresses",
        "cluster_name",
        "forktail.settings"
      })
  void whatMakesTheServerSafeCannotBeReplaced(String name) {
    assertThatThrownBy(() -> config(Map.of(name, "off")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void namesThatAreNoSettingsAreRefused() {
    assertThatThrownBy(() -> config(Map.of("work_mem=1 -c fsync", "off")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReplacementWinsOverTheDefault() {
    var settings = ServerSettings.of(Map.of("shared_buffers", "1GB", "work_mem", "8MB"), FOLDER);

    assertThat(settings.arguments(BINARIES, 5432))
        .contains("shared_buffers=1GB", "work_mem=8MB", "fsync=on", "port=5432")
        .doesNotContain("shared_buffers=256MB");
  }

  @Test
  void theFingerprintChangesWithSettingsAndBinaries() {
    var settings = ServerSettings.of(Map.of(), FOLDER);
    var fingerprint = settings.fingerprint(BINARIES);

    assertThat(ServerSettings.of(Map.of(), FOLDER).fingerprint(BINARIES)).isEqualTo(fingerprint);
    assertThat(ServerSettings.of(Map.of("work_mem", "8MB"), FOLDER).fingerprint(BINARIES))
        .isNotEqualTo(fingerprint);
    assertThat(settings.fingerprint(new PostgresBinaries(Path.of("/other"))))
        .isNotEqualTo(fingerprint);
  }

  private static EmbeddedPostgresConfig config(Map<String, String> settings) {
    return new EmbeddedPostgresConfig(Path.of("data"), Path.of("binaries"), 0, settings);
  }
}
