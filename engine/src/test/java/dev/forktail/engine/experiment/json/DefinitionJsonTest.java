package dev.forktail.engine.experiment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.Hashing;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.VariantKey;
import dev.forktail.engine.json.WrongFieldException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionJsonTest {
  private static final String VARIANTS =
      "\"variants\":[{\"key\":\"control\",\"weight\":5000},{\"key\":\"treatment\",\"weight\":5000}]";

  @Test
  void whatIsNotSaidHasADefault() {
    var definition = DefinitionJson.read("{\"key\":\"colour\"," + VARIANTS + "}");

    var experiment = definition.experiment();
    assertThat(definition.name()).isEqualTo("colour");
    assertThat(experiment.state()).isEqualTo(State.draft());
    assertThat(experiment.unit()).isEqualTo(Unit.userId());
    assertThat(experiment.hashing()).isEqualTo(Hashing.DEFAULT);
    assertThat(experiment.traffic()).isEqualTo(10_000);
    assertThat(experiment.control().key()).isEqualTo(new VariantKey("control"));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    var text =
        """
        {"key":"Grösse €","name":"A \\"name\\"","description":"why","state":"decided","winner":"b",\
        "unit":"company","strategy":"round-robin","options":{"a":"1"},\
        "hasher":"growthbook-v2","salts":{"seed":"s"},\
        "variants":[{"key":"a","weight":1,"value":{"x":[1,1.0,null,true]}},\
        {"key":"b","weight":3,"value":[]}],"traffic":2000,\
        "targeting":{"attribute":"country","in":["DE",5,true]},"forced":{"qa":"b"},\
        "schedule":{"start":"2026-01-01T00:00:00Z","end":"2027-01-01T00:00:00Z"}}\
        """;

    var written = DefinitionJson.write(DefinitionJson.read(text));

    assertThat(written).isEqualTo(text);
    assertThat(DefinitionJson.read(written)).isEqualTo(DefinitionJson.read(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"a text\"", "1", "1.0", "{\"a\":1}", "[1.50]"})
  void aValueStaysAsItWasWritten(String value) {
    var text =
        "{\"key\":\"flag\",\"variants\":[{\"key\":\"on\",\"weight\":1,\"value\":" + value + "}]}";

    Value read = Objects.requireNonNull(DefinitionJson.read(text).experiment().control().value());

    assertThat(DefinitionJson.text(read)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | key",
        "{\"key\":\"\",%s} | key",
        "{\"key\":5} | key",
        "{\"key\":\"a\"} | variants",
        "{\"key\":\"a\",\"variants\":[1]} | variants[0]",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\"}]} | variants[0].weight",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":-1}]} | variants[0].weight",
        "{\"key\":\"a\",%s,\"hasher\":\"md5\"} | hasher",
        "{\"key\":\"a\",%s,\"state\":\"on\"} | state",
        "{\"key\":\"a\",%s,\"name\":5} | name",
        "{\"key\":\"a\",%s,\"colour\":1} | colour",
      })
  void whatIsWrongIsNamedByItsField(String template, String field) {
    DefinitionFieldsTest.assertNamed(template.replace("%s", VARIANTS), field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"key\":",
        "{} {}",
        "{\"key\":\"a\",\"key\":\"b\"}",
        "{\"key\":\"a\\u0000\"}",
        "{\"key\":\"\\ud800\"}"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThatThrownBy(() -> DefinitionJson.read(text)).isInstanceOf(WrongFieldException.class);
  }
}
