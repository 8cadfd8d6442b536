package dev.forktail.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.LakeCatalog.Swap;
import org.junit.jupiter.api.Test;

/// What every catalog of the lake keeps to.
public abstract class LakeCatalogContract {

  /// A catalog without tables.
  protected abstract LakeCatalog catalog();

  /// Makes another the one exporter.
  protected abstract long takeOver();

  @Test
  void aPointerMovesOnlyFromWhereItWasSeen() {
    long epoch = takeOver();

    assertThat(catalog().find(TableName.EVENTS)).isEmpty();
    assertThat(catalog().swap(epoch, TableName.EVENTS, "a", "b")).isEqualTo(Swap.MOVED);
    assertThat(catalog().swap(epoch, TableName.EVENTS, null, "a")).isEqualTo(Swap.DONE);
    assertThat(catalog().swap(epoch, TableName.EVENTS, null, "b")).isEqualTo(Swap.MOVED);
    assertThat(catalog().find(TableName.EVENTS)).contains("a");
    assertThat(catalog().swap(epoch, TableName.EVENTS, "a", "b")).isEqualTo(Swap.DONE);
    assertThat(catalog().swap(epoch, TableName.EVENTS, "a", "c")).isEqualTo(Swap.MOVED);
    assertThat(catalog().find(TableName.EVENTS)).contains("b");
    assertThat(catalog().find(TableName.ROLLUP_DAY)).isEmpty();
  }

  @Test
  void whoWasReplacedMovesNoPointer() {
    long replaced = takeOver();
    long epoch = takeOver();

    assertThat(catalog().swap(replaced, TableName.EVENTS, null, "a")).isEqualTo(Swap.FENCED);
    assertThat(catalog().find(TableName.EVENTS)).isEmpty();
    assertThat(catalog().swap(epoch, TableName.EVENTS, null, "b")).isEqualTo(Swap.DONE);
    assertThat(catalog().swap(replaced, TableName.EVENTS, "b", "c")).isEqualTo(Swap.FENCED);
    assertThat(catalog().find(TableName.EVENTS)).contains("b");
  }
}
