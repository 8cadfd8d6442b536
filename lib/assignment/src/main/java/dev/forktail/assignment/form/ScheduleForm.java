package dev.forktail.assignment.form;

import dev.forktail.assignment.Schedule;
import dev.forktail.assignment.Schedule.RampStep;
import java.util.ArrayList;

/// Reads when an experiment assigns, and how its traffic is ramped up.
final class ScheduleForm {
  private ScheduleForm() {}

  /// What the field `schedule` says.
  static Schedule of(Fields fields) {
    if (!fields.has("schedule")) {
      return Schedule.ALWAYS;
    }
    var schedule = new Fields(fields.path("schedule"), fields.take("schedule"));
    var start = schedule.time("start");
    var end = schedule.time("end");
    var list = schedule.list("ramp");
    var ramp = new ArrayList<RampStep>();
    for (int i = 0; i < list.size(); i++) {
      ramp.add(rampStep(new Fields(schedule.path("ramp") + "[" + i + "]", list.get(i))));
    }
    schedule.end();
    return schedule.make("", () -> new Schedule(start, end, ramp));
  }

  private static RampStep rampStep(Fields fields) {
    var at = fields.time("at");
    if (at == null) {
      throw new FormException(fields.path("at"), "is missing");
    }
    int traffic = fields.whole("traffic");
    fields.end();
    return fields.make("traffic", () -> new RampStep(at, traffic));
  }
}
