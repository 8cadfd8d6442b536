package dev.forktail.assignment.form;

import dev.forktail.assignment.Rollout;
import dev.forktail.assignment.Rollout.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes how a winner reaches everybody: `ramp`, steps with `at` and `share`.
public final class RolloutForm {
  private static final String RAMP = "ramp";

  private RolloutForm() {}

  /// The rollout that is written as this list.
  ///
  /// @throws FormException when it is none
  public static Rollout read(@Nullable Object list) {
    var holder = new LinkedHashMap<String, @Nullable Object>();
    holder.put(RAMP, list);
    return of(new Fields("", holder));
  }

  static Rollout of(Fields fields) {
    var list = fields.list(RAMP);
    var steps = new ArrayList<Step>();
    for (int i = 0; i < list.size(); i++) {
      steps.add(step(new Fields(fields.path(RAMP) + "[" + i + "]", list.get(i))));
    }
    return fields.make(RAMP, () -> new Rollout(steps));
  }

  private static Step step(Fields fields) {
    var at = fields.time("at");
    if (at == null) {
      throw new FormException(fields.path("at"), "is missing");
    }
    int share = fields.whole("share");
    fields.end();
    return fields.make("share", () -> new Step(at, share));
  }

  static List<Map<String, Object>> tree(Rollout rollout) {
    var steps = new ArrayList<Map<String, Object>>();
    for (var step : rollout.steps()) {
      var tree = new LinkedHashMap<String, Object>();
      tree.put("at", step.at().toString());
      tree.put("share", step.share());
      steps.add(tree);
    }
    return steps;
  }
}
