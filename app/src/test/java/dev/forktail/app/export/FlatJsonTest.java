package dev.forktail.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FlatJsonTest {
  @Test
  void valuesAreFoundByTheirPaths() throws IOException {
    assertThat(
            FlatJson.read(
                "{\"a\":null,\"task\":{\"id\":7,\"x\":{\"y\":true}},\"steps\":[{\"b\":1}],\"c\":\"d\"}"))
        .isEqualTo(Map.of("task.id", "7", "task.x.y", "true", "c", "d"));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThatThrownBy(() -> FlatJson.read("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> FlatJson.read("<html>")).isInstanceOf(IOException.class);
  }
}
