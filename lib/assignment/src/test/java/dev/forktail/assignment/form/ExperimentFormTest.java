package dev.forktail.assignment.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.State;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.condition.Condition.In;
import dev.forktail.assignment.condition.Condition.Share;
import dev.forktail.assignment.hash.Hasher;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExperimentFormTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final String WHOLE =
      """
      {"key":"checkout","state":"decided","winner":"treatment","unit":"company","strategy":"bandit",
       "options":{"floor":"500"},"hasher":"growthbook-v2","salts":{"seed":"s"},"traffic":1000,
       "variants":[{"key":"control","weight":5000,"value":false},
                   {"key":"treatment","weight":5000,"value":true}],
       "exclusion":{"group":"shop","ranges":[[0,5000],[6000,7000]]},
       "holdouts":[{"key":"year","share":500}],
       "targeting":{"all":[
         {"attribute":"country","in":["AT","DE"]},
         {"not":{"attribute":"age","min":18.0,"below":30.0}},
         {"any":[{"attribute":"version","semver":">=1.2.0 <2"},{"attribute":"mail","regex":"@x$"}]},
         {"attribute":"ip","cidr":["10.0.0.0/8","2001:db8::/32"]},
         {"attribute":"plan","exists":true},
         {"attribute":"since","from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"},
         {"attribute":"path","startsWith":["/shop"],"ignoreCase":true},
         {"attribute":"userId","percent":{"salt":"beta","from":0,"to":1000}},
         {"attribute":"visits","equals":3}]},
       "forced":{"ann":"treatment"},
       "schedule":{"start":"2026-12-01T00:00:00Z","end":"2027-01-01T00:00:00Z",
                   "ramp":[{"at":"2026-12-02T00:00:00Z","traffic":10000}]}}
      """;

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    var experiment = read(WHOLE);
    assertThat(ExperimentForm.read(ExperimentForm.write(experiment))).isEqualTo(experiment);
    assertThat(read(JsonWriter.write(ExperimentForm.write(experiment)))).isEqualTo(experiment);
  }

  @Test
  void everythingWrittenIsWhatWasRead() throws JsonProcessingException {
    var written = JSON.readTree(JsonWriter.write(ExperimentForm.write(read(WHOLE))));
    assertThat(written).isEqualTo(JSON.readTree(WHOLE));
  }

  @Test
  void theSmallestFormIsADraftForAllUsersByHash() {
    var experiment =
        read(
            "{\"key\":\"k\",\"variants\":[{\"key\":\"a\",\"weight\":1},{\"key\":\"b\",\"weight\":1}]}");
    assertThat(experiment.state()).isEqualTo(State.draft());
    assertThat(experiment.unit()).isEqualTo(Unit.userId());
    assertThat(experiment.strategy().name()).isEqualTo("hash");
    assertThat(experiment.hashing().hasher()).isEqualTo(Hasher.FORKTAIL_V1);
    assertThat(experiment.traffic()).isEqualTo(10_000);
  }

  @Test
  void aFlagCarriesTruthTextNumberOrJson() {
    assertThat(value("true")).isEqualTo(new Value.Truth(true));
    assertThat(value("\"red\"")).isEqualTo(new Value.Text("red"));
    assertThat(value("1.5")).isEqualTo(new Value.Decimal(new BigDecimal("1.5")));
    assertThat(value("{\"a\":[1,null,\"\\u0001\\\"\"],\"b\":{}}"))
        .isEqualTo(new Value.Json("{\"a\":[1,null,\"\\u0001\\\"\"],\"b\":{}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|key",
        "{'key':' x'}|variants",
        "{'key':' x','variants':[{'key':'a','weight':1}]}|key",
        "{'key':'x','variants':[]}|variants",
        "{'key':'x','variants':[{'key':'a','weight':1},{'key':'a','weight':1}]}|variants",
        "{'key':'x','variants':{}}|variants",
        "{'key':'x','variants':[{'key':'a'}]}|variants[0].weight",
        "{'key':'x','variants':[{'key':'a','weight':1.5}]}|variants[0].weight",
        "{'key':'x','variants':[{'key':'a','weight':-1}]}|variants[0].weight",
        "{'key':'x','variants':[{'key':'a','weight':1,'hue':2}]}|variants[0].hue",
        "{'key':'x','variants':[{'key':'a','weight':1}],'colour':1}|colour",
        "{'key':'x','variants':[{'key':'a','weight':1e2147483647}]}|variants[0].weight",
        "{'key':'x','variants':[{'key':'a','weight':1}],'state':'over'}|state",
        "{'key':'x','variants':[{'key':'a','weight':1}],'state':'decided'}|winner",
        "{'key':'x','variants':[{'key':'a','weight':1}],'state':'decided','winner':'b'}|winner",
        "{'key':'x','variants':[{'key':'a','weight':1}],'traffic':10001}|traffic",
        "{'key':'x','variants':[{'key':'a','weight':1}],'forced':{'ann':'b'}}|forced.ann",
        "{'key':'x','variants':[{'key':'a','weight':1}],'holdouts':[{'key':'h','share':-1}]}|holdouts[0].share",
        "{'key':'x','variants':[{'key':'a','weight':1}],'hasher':'md4'}|hasher",
        "{'key':'x','variants':[{'key':'a','weight':1}],'salts':{'pepper':'p'}}|salts",
        "{'key':'x','variants':[{'key':'a','weight':1}],'exclusion':{'group':'g'}}|exclusion",
        "{'key':'x','variants':[{'key':'a','weight':1}],'exclusion':{'group':'g','ranges':[[0,1],[5]]}}|exclusion.ranges[1]",
        "{'key':'x','variants':[{'key':'a','weight':1}],'schedule':{'start':'soon'}}|schedule.start",
        "{'key':'x','variants':[{'key':'a','weight':1}],'schedule':{'ramp':[{'at':'2026-01-01T00:00:00Z','traffic':1}]}}|schedule",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'attribute':'a','max':1e999}}|targeting.max",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'attribute':'a','in':[1,1e999]}}|targeting.in[1]",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'attribute':'a','percent':1e30}}|targeting.percent",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'attribute':'a','percent':0.001}}|targeting.percent",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'attribute':'a','cidr':['::1',5]}}|targeting.cidr[1]",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'attribute':'a','regex':'('}}|targeting.regex",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'any':[{'attribute':'a'}]}}|targeting.any[0].attribute",
        "{'key':'x','variants':[{'key':'a','weight':1}],'targeting':{'atribute':'a'}}|targeting.atribute",
      })
  void aRefusalNamesTheField(String text, String field) {
    assertThatThrownBy(() -> read(text.replace('\'', '"')))
        .isInstanceOfSatisfying(
            FormException.class, refusal -> assertThat(refusal.field()).isEqualTo(field));
  }

  @Test
  void whatIsNoObjectIsRefusedAsAWhole() {
    assertThatThrownBy(() -> read("[]"))
        .isInstanceOfSatisfying(
            FormException.class, refusal -> assertThat(refusal.field()).isEmpty())
        .hasMessage("must be an object");
  }

  @Test
  void aValueDeeperThanAReaderMayGoIsRefused() {
    assertThat(value("[".repeat(33) + "]".repeat(33))).isInstanceOf(Value.Json.class);
    assertThatThrownBy(() -> value("[".repeat(34) + "]".repeat(34)))
        .isInstanceOfSatisfying(
            FormException.class,
            refusal -> assertThat(refusal.field()).isEqualTo("variants[0].value"));
  }

  @Test
  void aWholeNumberStaysWhole() {
    assertThat(ConditionForm.read(tree("{\"attribute\":\"id\",\"in\":[9007199254740993,2.0,2.5]}")))
        .isEqualTo(new In("id", List.of(9_007_199_254_740_993L, 2L, 2.5)));
  }

  @Test
  void aPercentageIsExactInBasisPoints() {
    assertThat(ConditionForm.read(tree("{\"attribute\":\"id\",\"percent\":12.35}")))
        .isEqualTo(new Share("id", "id", 0, 1235));
  }

  private static Value value(String json) {
    var text = "{\"key\":\"k\",\"variants\":[{\"key\":\"a\",\"weight\":1,\"value\":" + json + "}]}";
    return java.util.Objects.requireNonNull(read(text).control().value());
  }

  private static Experiment read(String text) {
    return ExperimentForm.read(tree(text));
  }

  private static Object tree(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
