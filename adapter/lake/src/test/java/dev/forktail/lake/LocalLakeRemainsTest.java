package dev.forktail.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.export.LakeAppend;
import dev.forktail.engine.export.LakeException;
import dev.forktail.engine.export.LakeFile;
import dev.forktail.engine.export.LakeRoot;
import dev.forktail.engine.export.LakeSchema;
import dev.forktail.engine.export.TableName;
import dev.forktail.engine.export.memory.InMemoryLakeCatalog;
import dev.forktail.engine.export.memory.InMemoryStaging;
import dev.forktail.engine.recovery.TableRemains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which version of a table is the current one, when nobody says so.
final class LocalLakeRemainsTest {
  private static final TableName EVENTS = TableName.EVENTS;

  private final InMemoryStaging staging = new InMemoryStaging();
  private final InMemoryLakeCatalog catalog = new InMemoryLakeCatalog(staging);
  private final LakeOnDisk lake;
  private final long epoch = staging.takeOver();

  LocalLakeRemainsTest(@TempDir Path folder) {
    lake = new LakeOnDisk(folder, catalog);
    lake.at().table(EVENTS).prepare(epoch, Schemas.WITH_PRICE);
  }

  private LakeFile append(long watermark) {
    var table = lake.at().table(EVENTS);
    var file = lake.written(EVENTS, 3, 1);
    long expected = table.state().watermark();
    table.append(new LakeAppend(UUID.randomUUID(), epoch, expected, watermark, List.of(file)));
    return file;
  }

  private String current() {
    return catalog.find(EVENTS).orElseThrow();
  }

  private TableRemains remains() {
    return new LocalLakeRemains(lake.root()).find(EVENTS).orElseThrow();
  }

  @Test
  void theNewestVersionIsTheOneThatWasCurrent() {
    var first = append(10);
    var second = append(20);
    var nobodys = lake.written(EVENTS, 3, 1);

    var remains = remains();

    assertThat(remains.metadata()).isEqualTo(current());
    assertThat(remains.state().watermark()).isEqualTo(20);
    assertThat(remains.files()).containsExactlyInAnyOrder(first.location(), second.location());
    assertThat(remains.unlisted()).containsExactly(nobodys.location());
    assertThat(remains.passedOver()).isEmpty();
  }

  @Test
  void aPromotedPropertyComesBackWithItsPath() {
    assertThat(remains().promoted()).containsExactly(Schemas.PRICE);
  }

  @Test
  void aVersionThatWasCutOffIsPassedOver() throws IOException {
    append(10);
    String before = current();
    append(20);
    cutOff(current());

    var remains = remains();

    assertThat(remains.metadata()).isEqualTo(before);
    assertThat(remains.passedOver()).singleElement().asString().startsWith(current() + ": ");
  }

  @Test
  void aVersionOfWhichAFileIsGoneOrShorterIsPassedOver() throws IOException {
    append(10);
    String before = current();
    Files.delete(LakeRoot.path(append(20).location()));
    assertThat(remains().metadata()).isEqualTo(before);

    var shorter = append(30);
    Files.write(LakeRoot.path(shorter.location()), "r".getBytes(UTF_8));
    assertThat(remains().metadata()).isEqualTo(before);
    assertThat(remains().passedOver()).hasSize(2);
  }

  @Test
  void ofTwoWithTheSameNumberTheOneThatHasComeFurtherIsTaken() {
    append(10);
    String common = current();
    append(20);
    catalog.swap(epoch, EVENTS, current(), common);
    append(30);
    String further = current();
    catalog.swap(epoch, EVENTS, current(), common);
    append(25);

    assertThat(remains().metadata()).isEqualTo(further);
    assertThat(remains().state().watermark()).isEqualTo(30);
  }

  @Test
  void aTableOfWhichNoVersionIsWholeIsRefusedWithTheReasons() throws IOException {
    for (var file : new MetadataFiles(lake.root(), EVENTS).newestFirst().getFirst()) {
      cutOff(file);
    }

    assertThatThrownBy(this::remains)
        .isInstanceOf(LakeException.Wrong.class)
        .hasMessageStartingWith("No version of the lake table events is whole: file:///");
  }

  @Test
  void aLakeThatWasMovedSaysWhereItHasToBeAndALinkWillDo(@TempDir Path elsewhere)
      throws IOException {
    var file = append(10);
    Path place = LakeRoot.path(lake.root().uri());
    Path moved = elsewhere.resolve("lake");
    Files.move(place, moved);

    assertThatThrownBy(() -> new LocalLakeRemains(LakeRoot.of(moved)).find(EVENTS))
        .isInstanceOf(LakeException.Wrong.class)
        .hasMessageContaining("was written in " + lake.root().uri() + ",")
        .hasMessageEndingWith("(ln -s %s %s), and say --lake %s.", moved, place, place);

    Files.createSymbolicLink(place, moved);
    assertThat(remains().files()).containsExactly(file.location());
    assertThat(remains().state().watermark()).isEqualTo(10);
  }

  @Test
  void whereThereIsNoTableThereIsNone() {
    assertThat(new LocalLakeRemains(lake.root()).find(TableName.ROLLUP_DAY)).isEmpty();
  }

  @Test
  void aDatabaseThatKnowsNothingOfAFilledTableDoesNotBeginAnother() {
    append(10);
    var other = new InMemoryStaging();
    var table = lake.at(new InMemoryLakeCatalog(other)).table(EVENTS);

    assertThatThrownBy(() -> table.prepare(other.takeOver(), LakeSchema.plain()))
        .isInstanceOf(LakeException.class)
        .hasMessageContaining("run ./forktail recover --lake " + lake.root().uri());
  }

  private static void cutOff(String location) throws IOException {
    var path = LakeRoot.path(location);
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, java.util.Arrays.copyOf(bytes, bytes.length / 2));
  }
}
