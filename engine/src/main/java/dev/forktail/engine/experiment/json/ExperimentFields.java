package dev.forktail.engine.experiment.json;

import dev.forktail.assignment.ExclusionSlot;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.ExperimentDraft;
import dev.forktail.assignment.ExperimentKey;
import dev.forktail.assignment.Hashing;
import dev.forktail.assignment.Holdout;
import dev.forktail.assignment.Schedule;
import dev.forktail.assignment.Schedule.RampStep;
import dev.forktail.assignment.State;
import dev.forktail.assignment.StrategyChoice;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.hash.Hasher;
import dev.forktail.engine.experiment.Definition;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a definition. What is wrong is told with its path.
final class ExperimentFields {
  static final String ATTRIBUTE = "attributes.";
  static final Map<String, Unit> UNITS =
      Map.of(
          "userId", Unit.userId(),
          "anonymousId", Unit.anonymousId(),
          "deviceId", Unit.deviceId(),
          "accountId", Unit.accountId(),
          "person", Unit.person());

  private static final int POINTS = 10_000;
  private static final int WEIGHT_MAX = 1_000_000;
  private static final int VARIANTS_MAX = 100;

  private final JsonFields json;

  private ExperimentFields(JsonFields json) {
    this.json = json;
  }

  static Definition read(JsonFields json) {
    return new ExperimentFields(json).definition();
  }

  private Definition definition() {
    var key = json.text("key");
    var experimentKey = json.make("key", () -> new ExperimentKey(key));
    var variants = variants();
    var draft =
        Experiment.draft(experimentKey.value(), variants.toArray(Variant[]::new))
            .unit(unit())
            .strategy(strategy())
            .hashing(hashing())
            .traffic(json.integer("traffic", 0, POINTS, POINTS))
            .exclusion(exclusion())
            .holdouts(json.objects("holdouts").stream().map(ExperimentFields::holdout).toList())
            .targeting(
                json.findObject("targeting").map(ConditionJson::read).orElse(Condition.always()))
            .forced(forced(variants))
            .state(state(variants));
    schedule(draft);
    var name = json.findText("name").orElse(key);
    var description = json.findText("description").orElse("");
    requireLength("name", name, Definition.NAME_LENGTH_MAX);
    requireLength("description", description, Definition.DESCRIPTION_LENGTH_MAX);
    return json.make(() -> new Definition(draft.make(), name, description));
  }

  private void requireLength(String field, String text, int max) {
    if (text.length() > max) {
      throw new WrongFieldException(json.at(field), "This has at most " + max + " characters.");
    }
  }

  private List<Variant> variants() {
    var all = json.objects("variants");
    if (all.isEmpty() || all.size() > VARIANTS_MAX) {
      throw new WrongFieldException(
          json.at("variants"),
          "There are 1 to "
              + VARIANTS_MAX
              + " variants, the first is control: [{\"key\":"
              + " \"control\", \"weight\": 5000}, …].");
    }
    var variants = all.stream().map(ExperimentFields::variant).toList();
    return json.make(
        "variants",
        () -> Experiment.draft("check", variants.toArray(Variant[]::new)).make().variants());
  }

  private static Variant variant(JsonFields json) {
    var key = json.text("key");
    var variantKey = json.make("key", () -> new VariantKey(key));
    int weight = json.integer("weight", 0, WEIGHT_MAX);
    var value = value(json);
    json.refuseOthers();
    return new Variant(variantKey, weight, value);
  }

  private static @Nullable Value value(JsonFields json) {
    return switch (json.value("value")) {
      case null -> null;
      case Boolean truth -> new Value.Truth(truth);
      case String text -> new Value.Text(text);
      case BigDecimal number -> new Value.Decimal(number);
      case Map<?, ?> members -> new Value.Json(JsonTree.text(members));
      case List<?> elements -> new Value.Json(JsonTree.text(elements));
      default -> throw new WrongFieldException(json.at("value"), "A value is not null.");
    };
  }

  private Unit unit() {
    var text = json.findText("unit").orElse("userId");
    if (text.startsWith(ATTRIBUTE)) {
      return json.make("unit", () -> new Unit.Attribute(text.substring(ATTRIBUTE.length())));
    }
    Unit unit = UNITS.get(text);
    if (unit == null) {
      throw new WrongFieldException(
          json.at("unit"),
          "The unit is userId, anonymousId, deviceId, accountId, person, or attributes.NAME.");
    }
    return unit;
  }

  private StrategyChoice strategy() {
    var name = json.findText("strategy").orElse("hash");
    var options = json.textsByName("options");
    return json.make("strategy", () -> new StrategyChoice(name, options));
  }

  private Hashing hashing() {
    var name = json.findText("hasher").orElse(Hasher.FORKTAIL_V1.key());
    var hasher =
        Hasher.find(name)
            .orElseThrow(
                () ->
                    new WrongFieldException(
                        json.at("hasher"),
                        "There is no such hasher; there are "
                            + String.join(
                                ", ", Arrays.stream(Hasher.values()).map(Hasher::key).toList())
                            + "."));
    var salts = json.textsByName("salts");
    return json.make("salts", () -> new Hashing(hasher, salts));
  }

  private @Nullable ExclusionSlot exclusion() {
    return json.findObject("exclusion").map(ExperimentFields::exclusion).orElse(null);
  }

  private static ExclusionSlot exclusion(JsonFields json) {
    var group = json.text("group");
    var ranges = json.elements("ranges");
    var slots = new java.util.ArrayList<ExclusionSlot.Range>();
    for (int i = 0; i < ranges.size(); i++) {
      var at = json.at("ranges") + "[" + i + "]";
      if (!(ranges.get(i) instanceof List<?> pair) || pair.size() != 2) {
        throw new WrongFieldException(at, "This is a range such as [0, 5000].");
      }
      int from = JsonFields.integer(at, pair.get(0), 0, POINTS);
      int to = JsonFields.integer(at, pair.get(1), 0, POINTS);
      slots.add(json.make("ranges", () -> new ExclusionSlot.Range(from, to)));
    }
    json.refuseOthers();
    return json.make(() -> new ExclusionSlot(group, slots));
  }

  private static Holdout holdout(JsonFields json) {
    var key = json.text("key");
    int share = json.integer("share", 0, POINTS);
    json.refuseOthers();
    return json.make("key", () -> new Holdout(key, share));
  }

  private Map<String, VariantKey> forced(List<Variant> variants) {
    var forced = new LinkedHashMap<String, VariantKey>();
    json.textsByName("forced")
        .forEach((id, key) -> forced.put(id, known("forced." + id, key, variants)));
    return forced;
  }

  private VariantKey known(String field, String key, List<Variant> variants) {
    return variants.stream()
        .map(Variant::key)
        .filter(variant -> variant.value().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new WrongFieldException(json.at(field), "There is no variant " + key + "."));
  }

  private State state(List<Variant> variants) {
    return switch (json.findText("state").orElse("draft")) {
      case "draft" -> State.draft();
      case "running" -> State.running();
      case "paused" -> State.paused();
      case "decided" -> new State.Decided(known("winner", json.text("winner"), variants));
      case "archived" -> State.archived();
      default ->
          throw new WrongFieldException(
              json.at("state"), "The state is draft, running, paused, decided or archived.");
    };
  }

  private void schedule(ExperimentDraft draft) {
    json.findObject("schedule")
        .ifPresent(
            fields -> {
              var start = fields.findTime("start").orElse(null);
              var end = fields.findTime("end").orElse(null);
              var ramp = fields.objects("ramp").stream().map(ExperimentFields::step).toList();
              fields.refuseOthers();
              draft.schedule(fields.make(() -> new Schedule(start, end, ramp)));
              json.make("schedule", draft::make);
            });
  }

  private static RampStep step(JsonFields json) {
    var at = json.time("at");
    int traffic = json.integer("traffic", 0, POINTS);
    json.refuseOthers();
    return new RampStep(at, traffic);
  }
}
