package dev.forktail.engine.imports;

import static dev.forktail.engine.imports.ImportFormat.CSV;
import static dev.forktail.engine.imports.ImportFormat.NDJSON;
import static dev.forktail.engine.imports.ImportFormat.PARQUET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MappingTest {
  private static final MappingWish NOTHING = new MappingWish(Map.of(), null, "import");

  private static Mapping of(ImportFormat format, String... columns) {
    return Mapping.of(new FileShape(format, List.of(columns)), NOTHING);
  }

  @Test
  void usualNamesAreRecognizedHoweverTheyAreWritten() {
    var mapping = of(CSV, "Event Name", "eventTime", "USER_ID", "anonymous-id", "price", "source");

    assertThat(mapping.columns())
        .isEqualTo(
            Map.of(
                Target.NAME, "Event Name",
                Target.OCCURRED, "eventTime",
                Target.USER_ID, "USER_ID",
                Target.ANONYMOUS_ID, "anonymous-id"));
    assertThat(mapping.others()).containsExactly("price", "source");
    assertThat(mapping.asSent()).isFalse();
  }

  @Test
  void linesAsTheyAreSentToUsStayAsTheyAre() {
    var mapping =
        of(NDJSON, "event", "messageId", "properties", "timestamp", "type", "properties.price");

    assertThat(mapping.asSent()).isTrue();
    assertThat(of(NDJSON, "event", "timestamp", "shop").asSent()).isFalse();
    assertThat(of(CSV, "event", "timestamp").asSent()).isFalse();
  }

  @Test
  void ourOwnExportKeepsItsPayload() {
    var mapping =
        of(
            PARQUET,
            "name",
            "type",
            "message_id",
            "user_id",
            "anonymous_id",
            "session_id",
            "occurred",
            "received",
            "source",
            "slice",
            "lane",
            "sequence",
            "payload",
            "occurred_clamped",
            "properties",
            "context",
            "price");

    assertThat(mapping.column(Target.PAYLOAD)).isEqualTo("payload");
    assertThat(mapping.column(Target.SOURCE)).isEqualTo("source");
    assertThat(mapping.column(Target.RECEIVED)).isEqualTo("received");
    assertThat(mapping.others()).isEmpty();
  }

  @Test
  void namesWithinPropertiesAreFoundInLinesOfOtherProducts() {
    var mapping =
        of(
            NDJSON,
            "event",
            "properties",
            "properties.$insert_id",
            "properties.distinct_id",
            "properties.price",
            "properties.time");

    assertThat(mapping.column(Target.OCCURRED)).isEqualTo("properties.time");
    assertThat(mapping.column(Target.USER_ID)).isEqualTo("properties.distinct_id");
    assertThat(mapping.column(Target.MESSAGE_ID)).isEqualTo("properties.$insert_id");
    assertThat(mapping.column(Target.PROPERTIES)).isEqualTo("properties");
    assertThat(mapping.others()).isEmpty();
  }

  @Test
  void whatTheUserSaysComesFirst() {
    var wish = new MappingWish(Map.of(Target.OCCURRED, "when"), "visit", "old");
    var mapping = Mapping.of(new FileShape(CSV, List.of("time", "when", "event")), wish);

    assertThat(mapping.columns()).isEqualTo(Map.of(Target.OCCURRED, "when"));
    assertThat(mapping.name()).isEqualTo("visit");
    assertThat(mapping.others()).containsExactly("time", "event");
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    var wish = new MappingWish(Map.of(Target.OCCURRED, "tim"), null, "import");

    assertThatThrownBy(() -> Mapping.of(new FileShape(CSV, List.of("event", "time")), wish))
        .isInstanceOf(NoSuchColumnException.class)
        .hasMessage("There is no column 'tim'");
  }

  @Test
  void aFileWithoutNameOrTimeSaysWhichOptionHelps() {
    assertThatThrownBy(() -> of(CSV, "a", "time")).hasMessageContaining("--map COLUMN=name");
    assertThatThrownBy(() -> of(CSV, "event", "b")).hasMessageContaining("--map COLUMN=occurred");
  }

  @Test
  void theFormatIsInTheName() {
    assertThat(ImportFormat.ofName("a.CSV.gz")).contains(CSV);
    assertThat(ImportFormat.ofName("dir.csv/a.jsonl")).contains(NDJSON);
    assertThat(ImportFormat.ofName("a.parquet")).contains(PARQUET);
    assertThat(ImportFormat.ofName("a.parquet.gz")).isEmpty();
    assertThat(ImportFormat.ofName("events")).isEmpty();
  }
}
