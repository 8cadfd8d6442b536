package dev.forktail.engine.experiment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.assignment.Hashing;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.VariantKey;
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
        "unit":"attributes.company","strategy":"round-robin","options":{"a":"1"},\
        "hasher":"growthbook-v2","salts":{"seed":"s"},"traffic":2000,\
        "variants":[{"key":"a","weight":1,"value":{"x":[1,1.0,null,true]}},\
        {"key":"b","weight":3,"value":[]}],\
        "exclusion":{"group":"g","ranges":[[0,100],[200,300]]},\
        "holdouts":[{"key":"h","share":500}],\
        "targeting":{"all":[{"any":[{"attribute":"country","in":["DE",5,true]},\
        {"not":{"attribute":"x","exists":true}}]},\
        {"attribute":"age","gte":18.0,"lt":65.5},\
        {"attribute":"since","after":"2026-01-01T00:00:00Z"},\
        {"attribute":"mail","endsWith":["@x.com"],"ignoreCase":true},\
        {"attribute":"app","version":">=1.2.0 <2"},\
        {"attribute":"path","matches":"^/shop/"},\
        {"attribute":"ip","network":["10.0.0.0/8"]},\
        {"attribute":"userId","share":{"salt":"s","from":0,"to":1000}}]},\
        "forced":{"qa":"b"},\
        "schedule":{"start":"2026-01-01T00:00:00Z","end":"2027-01-01T00:00:00Z",\
        "ramp":[{"at":"2026-02-01T00:00:00Z","traffic":5000}]}}\
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
        "{\"key\":\"\"} | key",
        "{\"key\":5} | key",
        "{\"key\":\"a\"} | variants",
        "{\"key\":\"a\",\"variants\":{}} | variants",
        "{\"key\":\"a\",\"variants\":[1]} | variants[0]",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\"}]} | variants[0].weight",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":0.5}]} | variants[0].weight",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":-1}]} | variants[0].weight",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":1e99}]} | variants[0].weight",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":0}]} | variants",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":1,\"wight\":1}]} |"
            + " variants[0].wight",
        "{\"key\":\"a\",\"variants\":[{\"key\":\"b\",\"weight\":1,\"value\":null}]} |"
            + " variants[0].value",
        "{\"key\":\"a\",%s,\"unit\":\"person2\"} | unit",
        "{\"key\":\"a\",%s,\"hasher\":\"md5\"} | hasher",
        "{\"key\":\"a\",%s,\"salts\":{\"pepper\":\"x\"}} | salts",
        "{\"key\":\"a\",%s,\"traffic\":10001} | traffic",
        "{\"key\":\"a\",%s,\"forced\":{\"qa\":\"c\"}} | forced.qa",
        "{\"key\":\"a\",%s,\"state\":\"decided\"} | winner",
        "{\"key\":\"a\",%s,\"state\":\"on\"} | state",
        "{\"key\":\"a\",%s,\"exclusion\":{\"group\":\"g\",\"ranges\":[[5]]}} | exclusion.ranges[0]",
        "{\"key\":\"a\",%s,\"exclusion\":{\"group\":\"g\",\"ranges\":[[5,4]]}} | exclusion.ranges",
        "{\"key\":\"a\",%s,\"targeting\":{}} | targeting",
        "{\"key\":\"a\",%s,\"targeting\":{\"attribute\":\"x\"}} | targeting",
        "{\"key\":\"a\",%s,\"targeting\":{\"all\":[{\"attribute\":\"x\",\"matches\":\"(\"}]}} |"
            + " targeting.all[0].matches",
        "{\"key\":\"a\",%s,\"targeting\":{\"attribute\":\"x\",\"network\":[\"here\"]}} |"
            + " targeting.network",
        "{\"key\":\"a\",%s,\"schedule\":{\"start\":\"now\"}} | schedule.start",
        "{\"key\":\"a\",%s,\"schedule\":{\"ramp\":[{\"at\":\"2026-01-01T00:00:00Z\",\"traffic\":1}]}}"
            + " | schedule",
        "{\"key\":\"a\",%s,\"colour\":1} | colour",
      })
  void whatIsWrongIsNamedByItsField(String template, String field) {
    var text = template.replace("%s", VARIANTS);

    assertThatThrownBy(() -> DefinitionJson.read(text))
        .isInstanceOfSatisfying(
            WrongFieldException.class,
            wrong -> {
              assertThat(wrong.field()).isEqualTo(field);
              assertThat(wrong.reason()).endsWith(".");
            });
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
