package dev.forktail.postgres.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostmasterPidFileTest {

  @Test
  void aReadyServerTellsItsPort() {
    var lines = List.of("77", "/data", "1795392144", "5433", "", "127.0.0.1", "  21 4", "ready   ");

    assertThat(PostmasterPidFile.parse(lines)).contains(new PostmasterPidFile(77, 5433, "ready"));
  }

  @Test
  void aServerThatHasJustBegunHasNoPortYet() {
    assertThat(PostmasterPidFile.parse(List.of("77", "/data")))
        .contains(new PostmasterPidFile(77, 0, ""));
  }

  @Test
  void aFileWithoutAProcessIdIsNone() {
    assertThat(PostmasterPidFile.parse(List.of())).isEmpty();
    assertThat(PostmasterPidFile.parse(List.of("", "77"))).isEmpty();
    assertThat(PostmasterPidFile.parse(List.of("-77"))).isEmpty();
  }
}
