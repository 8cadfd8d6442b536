package dev.forktail.postgres.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forktail.engine.export.PromotedProperties;
import dev.forktail.engine.export.PromotedProperties.Answer;
import dev.forktail.engine.export.PromotedPropertiesContract;
import dev.forktail.engine.export.PropertyDeclaration;
import dev.forktail.postgres.DatabaseExtension;
import dev.forktail.postgres.TestDatabase;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
final class PostgresPromotedPropertiesIT extends PromotedPropertiesContract {
  private static final int SERVERS = 6;
  private final PromotedProperties properties;

  PostgresPromotedPropertiesIT(TestDatabase database) {
    properties = new PostgresPromotedProperties(database.database());
  }

  @Override
  protected PromotedProperties properties() {
    return properties;
  }

  @Test
  void serversThatDeclareTheSameAtTheSameTimeMakeOneColumn() throws Exception {
    var price = PropertyDeclaration.of("price", "double", "$.properties.price");
    var declarations = new ArrayList<Callable<Answer>>();
    for (int server = 0; server < SERVERS; server++) {
      declarations.add(() -> properties.declare(price));
    }

    var answers = new ArrayList<Answer>();
    try (var servers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : servers.invokeAll(declarations)) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).filteredOn(Answer.Declared.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Answer.Known.class::isInstance).hasSize(SERVERS - 1);
    assertThat(properties.schema().promoted()).containsExactly(price.column(1_000));
  }
}
