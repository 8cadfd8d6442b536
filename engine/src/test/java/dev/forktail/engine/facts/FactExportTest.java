package dev.forktail.engine.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.Column;
import dev.forktail.engine.export.ColumnType;
import dev.forktail.engine.export.RowSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FactExportTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final List<FactStore.Copy> copies = new ArrayList<>();
  private final Map<String, FactFile> lake = new HashMap<>();
  private final List<Instant> swept = new ArrayList<>();
  private int files;

  @Test
  void eachTableIsReplacedAsAWholeWithEachExport() {
    copies.add(copy("products", true));
    copies.add(copy("pages", true));

    assertThat(export().run()).isEqualTo(2);
    assertThat(export().run()).isEqualTo(2);

    assertThat(locations()).containsExactlyInAnyOrder("products-3", "pages-4");
    assertThat(swept).containsOnly(NOW.minus(Duration.ofMinutes(30)));
  }

  @Test
  void whatIsBeingCopiedStaysAsItWasAndWhatIsNotWantedGoes() {
    copies.add(copy("products", true));
    copies.add(copy("pages", true));
    export().run();
    copies.clear();
    copies.add(copy("products", false));

    assertThat(export().run()).isZero();

    assertThat(locations()).containsExactly("products-1");
  }

  private List<String> locations() {
    return lake.values().stream().map(FactFile::location).toList();
  }

  private static FactStore.Copy copy(String name, boolean whole) {
    var columns = List.of(new Column(1, "id", ColumnType.LONG, false));
    return new FactStore.Copy(new FactRows(name, columns), whole, RowSource.none());
  }

  private FactExport export() {
    var kept =
        new FactLake() {
          @Override
          public void replace(FactRows table, FactFile file) {
            lake.put(table.name(), file);
          }

          @Override
          public void keepOnly(Set<String> names) {
            lake.keySet().retainAll(names);
          }

          @Override
          public int sweep(Instant moment) {
            swept.add(moment);
            return 0;
          }
        };
    return new FactExport(
        () -> copies,
        (table, _) -> new FactFile(table.name() + "-" + ++files, 0, 0, List.of()),
        kept,
        Duration.ofMinutes(30),
        () -> NOW);
  }
}
