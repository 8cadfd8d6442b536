package dev.forktail.assignment.form;

import dev.forktail.assignment.ExclusionSlot;
import dev.forktail.assignment.Experiment;
import dev.forktail.assignment.Hashing;
import dev.forktail.assignment.Holdout;
import dev.forktail.assignment.State;
import dev.forktail.assignment.StrategyChoice;
import dev.forktail.assignment.Unit;
import dev.forktail.assignment.Value;
import dev.forktail.assignment.Variant;
import dev.forktail.assignment.VariantKey;
import dev.forktail.assignment.hash.Hasher;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an experiment. Only `key` and `variants` are needed:
///
/// ```json
/// {"key":"checkout","state":"running","unit":"userId","strategy":"hash","options":{},
///  "hasher":"forktail-v1","salts":{},"traffic":10000,
///  "variants":[{"key":"control","weight":5000,"value":false},
///              {"key":"treatment","weight":5000,"value":true}],
///  "exclusion":{"group":"shop","ranges":[[0,5000]]},"holdouts":[{"key":"year","share":500}],
///  "targeting":{"attribute":"country","in":["AT","DE"]},"forced":{"ann":"treatment"},
///  "schedule":{"start":"2026-12-01T00:00:00Z","end":null,
///              "ramp":[{"at":"2026-12-02T00:00:00Z","traffic":10000}]}}
/// ```
///
/// `unit` is `userId`, `anonymousId`, `deviceId`, `accountId`, `person`, or the name of an
/// attribute. A decided experiment has a `winner`, and perhaps a `ramp`, steps with `at` and
/// `share`, by which that reaches everybody. Fields that nobody knows are refused, and each refusal
/// names its field.
public final class ExperimentForm {
  private ExperimentForm() {}

  public static Experiment read(@Nullable Object tree) {
    var fields = new Fields("", tree);
    String key = fields.text("key");
    var variants = variants(fields);
    var draft = fields.make("key", () -> Experiment.draft(key)).variants(variants);
    fields.make("variants", draft::make); // so that what it refuses is this field's fault
    draft.state(state(fields, variants)).unit(unit(fields)).hashing(hashing(fields));
    String strategy = fields.text("strategy", "hash");
    var options = fields.textMap("options");
    draft.strategy(fields.make("strategy", () -> new StrategyChoice(strategy, options)));
    draft.traffic(fields.whole("traffic", 10_000)).holdouts(holdouts(fields));
    fields.make("traffic", draft::make);
    draft.exclusion(exclusion(fields)).forced(forced(fields, variants));
    fields.make("forced", draft::make);
    draft.schedule(ScheduleForm.of(fields));
    fields.make("schedule", draft::make);
    if (fields.has("targeting")) {
      draft.targeting(ConditionForm.read("targeting", fields.take("targeting"), 0));
    }
    fields.end();
    return fields.make("", draft::make);
  }

  private static List<Variant> variants(Fields fields) {
    if (!fields.has("variants")) {
      throw new FormException(fields.path("variants"), "is missing");
    }
    var list = fields.list("variants");
    var variants = new ArrayList<Variant>();
    for (int i = 0; i < list.size(); i++) {
      var each = new Fields(fields.path("variants") + "[" + i + "]", list.get(i));
      var key = each.make("key", () -> new VariantKey(each.text("key")));
      int weight = each.whole("weight");
      var value = value(each);
      each.end();
      variants.add(each.make("weight", () -> new Variant(key, weight, value)));
    }
    return variants;
  }

  private static @Nullable Value value(Fields fields) {
    return switch (fields.take("value")) {
      case null -> null;
      case Boolean truth -> new Value.Truth(truth);
      case String text -> new Value.Text(text);
      case Number number ->
          fields.make("value", () -> new Value.Decimal(new BigDecimal(number.toString())));
      case JsonText json -> new Value.Json(json.text());
      case Object tree -> fields.make("value", () -> new Value.Json(JsonWriter.write(tree)));
    };
  }

  private static State state(Fields fields, List<Variant> variants) {
    String word = fields.text("state", "draft");
    return switch (word) {
      case "draft" -> State.draft();
      case "running" -> State.running();
      case "paused" -> State.paused();
      case "archived" -> State.archived();
      case "decided" ->
          State.decided(
              fields.make("winner", () -> known(fields.text("winner"), variants)),
              RolloutForm.of(fields));
      default ->
          throw new FormException(
              fields.path("state"), "must be draft, running, paused, decided or archived: " + word);
    };
  }

  private static Unit unit(Fields fields) {
    String name = fields.text("unit", "userId");
    return switch (name) {
      case "userId" -> Unit.userId();
      case "anonymousId" -> Unit.anonymousId();
      case "deviceId" -> Unit.deviceId();
      case "accountId" -> Unit.accountId();
      case "person" -> Unit.person();
      default -> fields.make("unit", () -> Unit.attribute(name));
    };
  }

  private static Hashing hashing(Fields fields) {
    String key = fields.text("hasher", Hasher.FORKTAIL_V1.key());
    var hasher =
        Hasher.find(key)
            .orElseThrow(
                () ->
                    new FormException(
                        fields.path("hasher"), "there is no " + key + ", but " + hashers()));
    var salts = fields.textMap("salts");
    return fields.make("salts", () -> new Hashing(hasher, salts));
  }

  private static List<String> hashers() {
    return Arrays.stream(Hasher.values()).map(Hasher::key).toList();
  }

  private static @Nullable ExclusionSlot exclusion(Fields fields) {
    if (!fields.has("exclusion")) {
      return null;
    }
    var slot = new Fields(fields.path("exclusion"), fields.take("exclusion"));
    String group = slot.text("group");
    var list = slot.list("ranges");
    var ranges = new ArrayList<ExclusionSlot.Range>();
    for (int i = 0; i < list.size(); i++) {
      ranges.add(range(slot, "ranges[" + i + "]", list.get(i)));
    }
    slot.end();
    return slot.make("", () -> new ExclusionSlot(group, ranges));
  }

  private static ExclusionSlot.Range range(Fields slot, String name, @Nullable Object range) {
    if (!(range instanceof List<?> bounds) || bounds.size() != 2) {
      throw new FormException(slot.path(name), "must be a pair of numbers such as [0, 5000]");
    }
    int from = Fields.whole(slot.path(name), bounds.get(0));
    int to = Fields.whole(slot.path(name), bounds.get(1));
    return slot.make(name, () -> new ExclusionSlot.Range(from, to));
  }

  private static List<Holdout> holdouts(Fields fields) {
    var list = fields.list("holdouts");
    var holdouts = new ArrayList<Holdout>();
    for (int i = 0; i < list.size(); i++) {
      var each = new Fields(fields.path("holdouts") + "[" + i + "]", list.get(i));
      var key = each.make("key", () -> new Holdout(each.text("key"), 0)).key();
      holdouts.add(each.make("share", () -> new Holdout(key, each.whole("share"))));
      each.end();
    }
    return holdouts;
  }

  private static Map<String, VariantKey> forced(Fields fields, List<Variant> variants) {
    var forced = new LinkedHashMap<String, VariantKey>();
    fields
        .textMap("forced")
        .forEach(
            (id, variant) ->
                forced.put(id, fields.make("forced." + id, () -> known(variant, variants))));
    return forced;
  }

  private static VariantKey known(String key, List<Variant> variants) {
    return variants.stream()
        .map(Variant::key)
        .filter(known -> known.value().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no variant " + key));
  }

  /// The tree that [#read] reads as `experiment`; what has its default is left out.
  public static Map<String, Object> write(Experiment experiment) {
    return ExperimentTree.of(experiment);
  }
}
