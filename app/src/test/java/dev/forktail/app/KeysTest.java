package dev.forktail.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.event.StoreException;
import dev.forktail.engine.project.Access;
import dev.forktail.engine.project.KeyHash;
import dev.forktail.engine.project.KeyRing;
import dev.forktail.engine.project.KeyRole;
import dev.forktail.engine.project.ProjectCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final String DATABASE = "the database";

  private final Catalog catalog = new Catalog();
  private final KeyRing ring = new KeyRing();
  @TempDir private Path folder;

  @Test
  void whatTheCatalogHeldOpensAServerThatStartsWithoutIt() {
    var shop = catalog.create("shop");
    catalog.addKey(KeyHash.of("web"), new Access(shop, KeyRole.WRITE, "web"));
    keys(new KeyRing(), false).refresh();

    var keys = keys(ring, true);

    assertThat(keys.recall()).isTrue();
    assertThat(ring.find("web")).contains(new Access(shop, KeyRole.WRITE, "web"));
    assertThat(ring.find(Keys.DEMO_WRITE)).contains(new Access(shop, KeyRole.WRITE, "shop"));
    assertThat(keys.firstProject()).isEqualTo(shop);
  }

  @Test
  void thereIsNothingToRecallBeforeTheFirstStart() {
    assertThat(keys(ring, false).recall()).isFalse();
  }

  @Test
  void aNewKeyIsKeptWithTheNextRefresh() {
    var shop = catalog.create("shop");
    var keys = keys(ring, false);
    keys.refresh();
    catalog.addKey(KeyHash.of("app"), new Access(shop, KeyRole.WRITE, "app"));
    keys.refresh();

    var later = new KeyRing();
    keys(later, false).recall();

    assertThat(later.find("app")).isPresent();
  }

  @Test
  void theFileIsLeftAloneWhileNothingChanges() throws IOException {
    catalog.create("shop");
    var keys = keys(ring, false);
    keys.refresh();
    var file = folder.resolve("keys.properties");
    var longAgo = FileTime.fromMillis(0);
    Files.setLastModifiedTime(file, longAgo);

    keys.refresh();

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(longAgo);
  }

  @Test
  void keysThatCannotBeKeptAreInUseAndTriedAgain() throws IOException {
    var shop = catalog.create("shop");
    catalog.addKey(KeyHash.of("web"), new Access(shop, KeyRole.WRITE, "web"));
    var inTheWay = Files.createDirectories(folder.resolve("keys.properties/full"));
    var keys = keys(ring, false);

    assertThatThrownBy(keys::refresh)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Cannot keep the keys on disk");
    assertThat(ring.find("web")).isPresent();

    Files.delete(inTheWay);
    Files.delete(folder.resolve("keys.properties"));
    keys.refresh();
    assertThat(keys(new KeyRing(), false).recall()).isTrue();
  }

  @Test
  void anotherDatabaseThanBeforeIsNotTaken() {
    var shop = catalog.create("shop");
    catalog.addKey(KeyHash.of("web"), new Access(shop, KeyRole.WRITE, "web"));
    var keys = keys(ring, false);
    keys.refresh();
    catalog.clear();

    assertThatThrownBy(keys::refresh)
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageContaining("project 1 is not in it");
    assertThat(ring.find("web")).isPresent();
  }

  private Keys keys(KeyRing into, boolean demo) {
    return new Keys(catalog, into, new KeyFile(folder, DATABASE), demo, Map.of());
  }

  /// Projects and keys in memory.
  private static final class Catalog implements ProjectCatalog {
    private final List<Project> projects = new ArrayList<>();
    private final Map<KeyHash, Access> keys = new HashMap<>();

    @Override
    public List<Project> projects() {
      return List.copyOf(projects);
    }

    @Override
    public ProjectId create(String name) {
      var id = new ProjectId(projects.size() + 1);
      projects.add(new Project(id, name));
      return id;
    }

    @Override
    public void addKey(KeyHash hash, Access access) {
      keys.putIfAbsent(hash, access);
    }

    @Override
    public Map<KeyHash, Access> keys() {
      return Map.copyOf(keys);
    }

    void clear() {
      projects.clear();
      keys.clear();
    }
  }
}
