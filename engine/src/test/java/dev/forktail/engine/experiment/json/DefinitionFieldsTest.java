package dev.forktail.engine.experiment.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forktail.engine.event.ProjectId;
import dev.forktail.engine.experiment.Definitions;
import dev.forktail.engine.experiment.StoredExperiment;
import dev.forktail.engine.json.WrongFieldException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DefinitionFieldsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'traffic':10001|traffic",
        "'forced':{'qa':'c'}|forced.qa",
        "'state':'decided'|winner",
        "'salts':{'pepper':'x'}|salts",
        "'exclusion':{'group':'g','ranges':[[5]]}|exclusion.ranges[0]",
        "'schedule':{'start':'now'}|schedule.start",
        "'schedule':{'ramp':[{'at':'2026-01-01T00:00:00Z','traffic':1}]}|schedule",
        "'targeting':{'attribute':'x'}|targeting.attribute",
        "'targeting':{'all':[{'attribute':'x','regex':'('}]}|targeting.all[0].regex",
        "'targeting':{'attribute':'x','cidr':['here']}|targeting.cidr",
        "'targeting':{'attribute':'x','gte':5}|targeting.attribute",
        "'description':[]|description",
        "'metrics':'revenue'|metrics",
        "'metrics':['revenue',5]|metrics[1]",
        "'metrics':['a b']|metrics[0]",
        "'metrics':['a'],'guardrails':['b','a']|guardrails[1]",
      })
  void whatIsWrongIsNamedByItsField(String member, String field) {
    assertNamed(with(member), field);
  }

  /// Reading `text` is refused for `field`, in a sentence.
  static void assertNamed(String text, String field) {
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
        "'exclusion':{'group':'g','ranges':[[0,100],[200,300]]}",
        "'holdouts':[{'key':'h','share':500}]",
        "'metrics':['revenue','orders'],'guardrails':['errors']",
        "'targeting':{'all':[{'any':[{'attribute':'country','in':['DE',5,true]},"
            + "{'not':{'attribute':'x','exists':true}}]},"
            + "{'attribute':'age','min':18.0,'below':65.5},"
            + "{'attribute':'since','from':'2026-01-01T00:00:00Z'},"
            + "{'attribute':'mail','endsWith':['@x.com'],'ignoreCase':true},"
            + "{'attribute':'app','semver':'>=1.2.0 <2'},"
            + "{'attribute':'path','regex':'^/shop/'},"
            + "{'attribute':'ip','cidr':['10.0.0.0/8']},"
            + "{'attribute':'id','equals':9007199254740993},"
            + "{'attribute':'userId','percent':{'salt':'s','from':0,'to':1000}}]}",
        "'schedule':{'ramp':[{'at':'2026-02-01T00:00:00Z','traffic':10000}]}",
      })
  void everyPartIsWrittenAsItWasRead(String member) {
    var written = DefinitionJson.write(DefinitionJson.read(with(member)));

    assertThat(written).contains(member.replace('\'', '"'));
    assertThat(DefinitionJson.write(DefinitionJson.read(written))).isEqualTo(written);
  }

  @Test
  void theDeepestConditionAndValueAreReadFromTheSnapshotAgain() {
    var condition = "{'attribute':'a','percent':5}";
    for (int depth = 0; depth < 16; depth++) {
      condition = "{'all':[" + condition + "]}";
    }
    var value = "[".repeat(33) + "]".repeat(33);
    var definition =
        DefinitionJson.read(
            "{\"key\":\"deep\",\"variants\":[{\"key\":\"a\",\"weight\":1,\"value\":%s}],%s}"
                .formatted(value, ("'targeting':" + condition).replace('\'', '"')));
    var stored = new StoredExperiment(new ProjectId(1), definition, 1, NOON, NOON, List.of());
    var definitions = new Definitions(1, List.of(stored), List.of());

    byte[] text = DefinitionsText.write(definitions);

    assertThat(DefinitionsText.read(text)).as(new String(text, UTF_8)).isEqualTo(definitions);
  }

  private static String with(String member) {
    return "{'key':'k','variants':[{'key':'a','weight':1},{'key':'b','weight':1}],%s}"
        .formatted(member)
        .replace('\'', '"');
  }
}
