package dev.forktail.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  @Test
  void onATerminalTheLineIsWrittenOverAndEndedOnce() {
    var bar = new ProgressBar(out, true);

    bar.show(1, 3, "slices");
    bar.show(1, 3, "slices");
    bar.show(3, 3, "tables");
    bar.end();

    assertThat(text.toString())
        .isEqualTo(
            "\r[##########....................] 1/3 slices\u001b[K"
                + "\r[##############################] 3/3 tables\u001b[K"
                + System.lineSeparator());
  }

  @Test
  void elsewhereEachChangeIsALine() {
    var bar = new ProgressBar(out, false);

    bar.show(0, 0, "nothing");
    bar.show(0, 0, "nothing");
    bar.end();

    assertThat(text.toString().lines())
        .containsExactly("[..............................] 0/0 nothing");
  }
}
