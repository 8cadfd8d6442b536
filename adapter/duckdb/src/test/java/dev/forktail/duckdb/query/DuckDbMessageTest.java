package dev.forktail.duckdb.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DuckDbMessageTest {

  @Test
  void theTextAsItWasRunIsLeftOut() {
    assertThat(
            DuckDbMessage.clean(
                """
                Binder Error: Referenced column "nme" not found in FROM clause!
                Candidate bindings: "name"

                LINE 1: CREATE VIEW answer AS SELECT nme FROM events
                                                     ^\
                """))
        .isEqualTo(
            "Binder Error: Referenced column \"nme\" not found in FROM clause! Candidate bindings:"
                + " \"name\"");
  }

  @Test
  void namesOfFilesAreLeftOut() {
    assertThat(DuckDbMessage.clean("IO Error: No file \"/var/lib/lake/events/x.parquet\" is there"))
        .isEqualTo("IO Error: No file a file is there");
    assertThat(DuckDbMessage.clean("IO Error: file:///var/lib/x.parquet: not found"))
        .doesNotContain("var");
  }

  @Test
  void datesAndFractionsStay() {
    String message = "Conversion Error: Could not convert string '2026/11/22' to INT32";

    assertThat(DuckDbMessage.clean(message)).isEqualTo(message);
  }
}
