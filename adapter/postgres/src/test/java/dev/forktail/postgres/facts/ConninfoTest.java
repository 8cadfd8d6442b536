package dev.forktail.postgres.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.postgres.PostgresConfig;
import org.junit.jupiter.api.Test;

final class ConninfoTest {

  @Test
  void saysInTheWordsOfPostgresWhatOursSay() {
    var config =
        PostgresConfig.standard(
            "jdbc:postgresql://db.shop:6543/shop?sslmode=require&socketTimeout=7",
            "o'neil",
            "back\\slash");

    assertThat(Conninfo.of(config).text())
        .isEqualTo(
            "connect_timeout='5' dbname='shop' host='db.shop' password='back\\\\slash' port='6543'"
                + " sslmode='require' user='o\\'neil'");
    assertThat(Conninfo.of(config)).hasToString("Conninfo");
  }
}
