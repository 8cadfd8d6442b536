package dev.forktail.postgres.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(DatabaseExtension.class)
final class FactReplicationIT {
  private static final int CHANGES = Integer.getInteger("facts.changes", 300);
  private static final String SUMS =
      "SELECT count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0) FROM products t";
  private static final String SLOTS =
      "SELECT count(*) FROM pg_replication_slots WHERE database = current_database()";

  @TempDir private static Path folder;
  private static Shop shop;

  private final TestDatabase events;

  FactReplicationIT(TestDatabase events) {
    this.events = events;
  }

  @BeforeAll
  static void start() {
    shop = new Shop(folder);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void open() {
    shop.open(events);
    shop.execute(
        "CREATE TABLE products (id int PRIMARY KEY, name varchar(40), price numeric(9,2))");
    shop.execute(
        "INSERT INTO products SELECT i, 'p' || i, i / 100.0 FROM generate_series(1, 500) i");
  }

  @AfterEach
  void leave() {
    shop.leave();
  }

  @Test
  void rowsAndTheirChangesArrive() {
    var replication = shop.following("products");

    var state = shop.settle(replication);

    assertThat(state.fault()).isEmpty();
    assertThat(state.tables()).isEqualTo(state.ready()).isGreaterThanOrEqualTo(2);
    assertThat(shop.copy(SUMS)).isEqualTo(shop.source(SUMS));

    shop.execute("UPDATE products SET price = 1, id = id + 1000 WHERE id % 7 = 0");
    shop.execute("DELETE FROM products WHERE id % 5 = 0");
    shop.execute("INSERT INTO products SELECT i, NULL, i FROM generate_series(5000, 25000) i");

    shop.awaitEqual(SUMS);
    assertThat(shop.settle(replication).lag()).isZero();
  }

  @Test
  void aHundredChangesASecondArriveWithinASecond() throws Exception {
    shop.execute("ALTER TABLE products ADD COLUMN changed int");
    shop.settle(shop.following("products"));

    try (var source = shop.connect();
        var copy = events.connect()) {
      var times = ArrivalTimes.measure(source, copy, CHANGES, Duration.ofMillis(10));

      System.out.printf(
          "F37 changes arrive: p50=%s p99=%s max=%s%n",
          times.quantile(0.5), times.quantile(0.99), times.quantile(1));
      assertThat(times.quantile(0.99)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void everyTypeComesAsItIsOrAsItsText() {
    shop.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')");
    shop.execute(
        """
        CREATE TABLE odd ("Key" uuid PRIMARY KEY DEFAULT gen_random_uuid(), m mood, r int4range,
          a text[], j jsonb, t timestamptz DEFAULT now(), d date DEFAULT 'today', b bytea,
          i interval, f real, s smallint, l bigint, x boolean, n numeric, u timestamp(3),
          double int GENERATED ALWAYS AS (s * 2) STORED)
        """);
    String insert =
        """
        INSERT INTO odd (m, r, a, j, b, i, f, s, l, x, n, u)
        VALUES ('ok', '[1,5)', '{a,"b c"}', '{"a": 1}', '\\x00ff', '1 day', 0.1, 3, 4, true,
          123456789012345678901234567890.5, 'infinity')
        """;
    shop.execute(insert);
    var replication = shop.following("odd");

    shop.settle(replication);
    shop.execute(insert);

    shop.awaitEqual(
        "SELECT \"Key\" || m::text || r || a::text || j::text || t || d || b::text || i::text || f"
            + " || s || l || x || n || u FROM odd ORDER BY 1");
  }

  @Test
  void tablesComeAndGoWithTheList() {
    shop.execute("CREATE SCHEMA stock");
    shop.execute("CREATE TABLE stock.place (id int PRIMARY KEY, name text)");
    shop.execute("INSERT INTO stock.place VALUES (1, 'here')");
    shop.settle(shop.following("products"));
    shop.execute("UPDATE products SET price = 2 WHERE id = 1");

    shop.settle(shop.following("products", "stock.place"));

    assertThat(shop.copy("SELECT name FROM stock.place")).containsExactly("here");
    assertThat(shop.copy(SUMS)).isEqualTo(shop.source(SUMS));

    shop.settle(shop.following("stock.place"));

    assertThat(shop.copy("SELECT to_regclass('products')")).containsExactly("null");
    assertThat(shop.copy("SELECT name FROM fact_table ORDER BY 1"))
        .contains("experiments", "place")
        .doesNotContain("products");
    shop.execute("INSERT INTO stock.place VALUES (2, 'there')");
    shop.awaitEqual("SELECT name FROM stock.place ORDER BY 1");
  }

  @Test
  void aColumnThatComesGoesOrChangesItsTypeIsFollowed() {
    var replication = shop.following("products");
    shop.settle(replication);

    shop.execute("ALTER TABLE products ADD COLUMN stars int NOT NULL DEFAULT 3");
    shop.execute("INSERT INTO products VALUES (9001, 'new', 1, 5)");
    shop.awaitEqual(SUMS, replication);
    shop.execute("ALTER TABLE products DROP COLUMN name");
    shop.execute("UPDATE products SET stars = 4 WHERE id < 10");
    shop.awaitEqual(SUMS, replication);
    shop.execute("ALTER TABLE products ALTER COLUMN stars TYPE text USING stars || ' of 5'");
    shop.execute("UPDATE products SET stars = 'none' WHERE id > 400");
    shop.awaitEqual(SUMS, replication);
    shop.execute("ALTER TABLE products DROP CONSTRAINT products_pkey");
    shop.execute("ALTER TABLE products ADD PRIMARY KEY (price, id)");
    shop.execute("UPDATE products SET stars = 'all' WHERE id = 9001");
    shop.awaitEqual(SUMS, replication);
    shop.settle(replication);
    shop.execute("UPDATE products SET stars = 'some' WHERE id = 9001");
    shop.awaitEqual(SUMS);
  }

  @Test
  void columnsThatCameAndWentWhileNobodyLookedAreNoObstacle() {
    shop.settle(shop.following("products"));
    shop.stopCopying();
    shop.execute("ALTER TABLE products ADD COLUMN passing int");
    shop.execute("UPDATE products SET passing = 1 WHERE id < 10");
    shop.execute("ALTER TABLE products DROP COLUMN passing");
    shop.execute("UPDATE products SET price = 7 WHERE id < 10");
    shop.goOnCopying();

    shop.awaitEqual(SUMS, shop.following("products"));
  }

  @Test
  void aSlotThatIsLostIsMadeAgainWithAllRows() {
    var replication = shop.following("products");
    shop.settle(replication);

    shop.execute(
        "SELECT pg_terminate_backend(active_pid, 5000), pg_drop_replication_slot(slot_name) FROM"
            + " pg_replication_slots WHERE database = current_database()");
    shop.execute("DELETE FROM products WHERE id > 100");

    shop.awaitEqual(SUMS, replication);
    shop.settle(replication);
    assertThat(shop.source(SLOTS)).containsExactly("1");
  }

  @Test
  void aReaderThatStaysAwayNeverFillsTheProductsDisk() {
    var replication = shop.following("products");
    shop.settle(replication);
    shop.stopCopying();

    for (int megabytes = 0; megabytes < 256; megabytes += 16) {
      shop.execute("SELECT pg_logical_emit_message(false, 'x', repeat('x', 16000000))");
    }
    shop.execute("CHECKPOINT");
    shop.execute("UPDATE products SET price = 3");

    assertThat(
            shop.source(
                "SELECT wal_status FROM pg_replication_slots WHERE database = current_database()"))
        .containsExactly("lost");
    shop.awaitEqual(SUMS, replication);
    assertThat(shop.settle(replication).fault()).isEmpty();
  }

  @Test
  void theProductDatabaseMayComeBackElsewhere() {
    shop.settle(shop.following("products"));
    int before = shop.port();
    shop.stop();
    shop.restart();
    assertThat(shop.port()).isNotEqualTo(before);
    shop.execute("UPDATE products SET price = 4");

    var replication = shop.following("products");
    shop.settle(replication);

    shop.awaitEqual(SUMS);
  }

  @Test
  void aRowThatSomebodyWroteIntoTheCopyDoesNotStopIt() {
    var replication = shop.following("products");
    shop.settle(replication);
    events.execute("INSERT INTO products VALUES (7777, 'mine', 1)");

    shop.execute("INSERT INTO products VALUES (7777, 'theirs', 1)");

    shop.awaitEqual(SUMS, replication);
  }

  @Test
  void aCrashBetweenAnyTwoStepsIsHealedByTheNextStart() {
    shop.execute("CREATE TABLE other (id int PRIMARY KEY)");
    int crashes = 0;
    for (int last = 0; crashes == last; last++) {
      crashes += crashAt(last, "products") ? 1 : 0;
      shop.settle(shop.following("products"));
      assertThat(shop.copy(SUMS)).isEqualTo(shop.source(SUMS));
      shop.following().end(false);
      shop.execute("UPDATE products SET price = price + 1");
    }
    assertThat(crashes).as("of the beginning").isEqualTo(2);

    shop.settle(shop.following("products"));
    int changes = 0;
    for (int last = 0; changes == last; last++) {
      shop.execute("ALTER TABLE products ADD COLUMN c%d int DEFAULT 1".formatted(last));
      String list = last % 2 == 0 ? "other" : "products";
      changes += crashAt(last, "products", list) ? 1 : 0;
      shop.settle(shop.following("products"));
      assertThat(shop.copy(SUMS)).isEqualTo(shop.source(SUMS));
      assertThat(shop.source(SLOTS)).containsExactly("1");
    }
    assertThat(changes).as("of a change").isGreaterThanOrEqualTo(5);
  }

  /// Whether there is such a step, at which everything ends.
  private boolean crashAt(int last, String... tables) {
    var steps = new AtomicInteger();
    try {
      var _ =
          shop.following(
                  () -> {
                    if (steps.getAndIncrement() == last) {
                      throw new IllegalStateException("killed");
                    }
                  },
                  tables)
              .follow();
      return false;
    } catch (IllegalStateException _) { // as if it were killed
      return true;
    }
  }

  @Test
  void whatCannotBeFollowedIsNamedAndTheRestIs() {
    shop.execute("CREATE TABLE keyless (id int)");
    shop.execute("CREATE TABLE project (id int PRIMARY KEY)");
    shop.execute("CREATE VIEW cheap AS SELECT * FROM products WHERE price < 1");
    var replication = shop.following("products", "keyless", "project", "cheap", "nowhere");

    Shop.await(() -> replication.follow().ready() >= 2);

    assertThat(replication.follow().fault().orElseThrow())
        .contains("keyless of the product database needs a primary key")
        .contains("The event database has another table named \"public\".\"project\"")
        .contains("cheap is no table")
        .contains("no table nowhere");
    shop.execute("INSERT INTO keyless VALUES (1)");
    shop.execute("UPDATE keyless SET id = 2");
    shop.awaitEqual(SUMS);

    shop.execute("ALTER TABLE keyless REPLICA IDENTITY FULL");
    shop.awaitEqual("SELECT id FROM keyless", replication);
    shop.execute("UPDATE keyless SET id = 3");
    shop.awaitEqual("SELECT id FROM keyless");
  }

  @Test
  void switchedOffNothingIsLeft() {
    var replication = shop.following("products");
    shop.settle(replication);

    replication.end(true);

    assertThat(shop.source(SLOTS)).containsExactly("0");
    assertThat(shop.source("SELECT count(*) FROM pg_publication")).containsExactly("0");
    assertThat(shop.copy("SELECT count(*) FROM fact_table")).containsExactly("0");
    assertThat(shop.copy("SELECT to_regclass('products')")).containsExactly("null");
  }
}
