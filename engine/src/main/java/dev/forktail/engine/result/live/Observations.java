package dev.forktail.engine.result.live;

import dev.forktail.engine.event.ContextField;
import dev.forktail.engine.event.Event;
import dev.forktail.engine.event.EventType;
import dev.forktail.engine.experiment.Exposures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads from stored events what counts for results.
///
/// - **Threads.** For one at a time.
public final class Observations {
  /// What an exposure says by its properties.
  static final List<String> EXPOSURE =
      List.of(
          "experiment_id", "experiment_name", "variation_id", "variation_name", "unit", "unit_id");

  private final ResultPlan plan;
  private final List<Observation> found = new ArrayList<>();

  public Observations(ResultPlan plan) {
    this.plan = plan;
  }

  /// All that was found in the events so far.
  public List<Observation> found() {
    return found;
  }

  /// Reads an event that is stored in `slice`.
  public void read(Event event, long slice) {
    var project = plan.of(event.project());
    if (project == null) {
      return;
    }
    boolean viewed = event.name().equals(Exposures.EVENT);
    if (viewed || event.type() == EventType.IDENTIFY || event.type() == EventType.ALIAS) {
      addNaming(event, slice);
    }
    if (Boolean.TRUE.equals(event.context().flag(ContextField.BOT))) {
      return;
    }
    var counting = project.tracks().getOrDefault(event.name(), List.of());
    if (viewed || !counting.isEmpty()) {
      var fields = new LazyFields(event);
      if (viewed) {
        addExposures(event, slice, project, fields);
      }
      counting.forEach(one -> addFact(event, slice, one, fields));
    }
  }

  private void addNaming(Event event, long slice) {
    var visitor = event.anonymousId();
    var user = event.userId();
    if (visitor != null && user != null && !visitor.equals(user)) {
      found.add(
          new Observation.Named(
              UnitKey.of(event.project(), PlannedRun.PERSON, visitor),
              UnitKey.of(event.project(), PlannedRun.PERSON, user),
              user,
              PlannedRun.micros(event.occurred()),
              slice));
    }
  }

  private void addExposures(Event event, long slice, ProjectPlan project, LazyFields fields) {
    var experiment = either(fields.get(), "experiment_id", "experiment_name");
    var variant = either(fields.get(), "variation_id", "variation_name");
    if (experiment == null || variant == null) {
      return;
    }
    long occurred = PlannedRun.micros(event.occurred());
    for (var run : project.runs().getOrDefault(experiment, List.of())) {
      int arm = run.armOf(variant);
      boolean counts = arm >= 0 && slice >= run.since() && run.hasBegun(occurred);
      var unit = !counts ? null : unitOf(event, run, fields);
      if (unit != null) {
        found.add(
            new Observation.Exposed(unit, run.id(), arm, occurred, slice, Dimensions.of(event)));
      }
    }
  }

  private static @Nullable String either(PayloadFields fields, String first, String second) {
    var value = fields.textProperty(first);
    return value != null ? value : fields.textProperty(second);
  }

  /// The unit whose exposure it is. One that says no kind is of the run's; one of another kind is
  /// none of the run's.
  private static @Nullable UnitKey unitOf(Event event, PlannedRun run, LazyFields fields) {
    var said = fields.get().textProperty("unit");
    var kind = run.unit();
    if (said != null && !PlannedRun.kindOf(said).equals(kind)) {
      return null;
    }
    boolean byId = said != null && !said.equals(PlannedRun.PERSON);
    var id = byId ? fields.get().textProperty("unit_id") : UnitIds.find(event, kind, fields);
    return id == null ? null : UnitKey.of(event.project(), kind, id);
  }

  private void addFact(Event event, long slice, ProjectPlan.Counting counting, LazyFields fields) {
    var track = counting.track();
    if (slice < track.since() || !(counting.always() || holds(counting, fields.get()))) {
      return;
    }
    var property = track.measure().property();
    var value = property == null ? Long.valueOf(0) : track.value(fields.get().property(property));
    var unit = UnitIds.find(event, track.unit(), fields);
    if (value != null && unit != null) {
      long occurred = PlannedRun.micros(event.occurred());
      found.add(
          new Observation.Counted(
              UnitKey.of(event.project(), track.unit(), unit),
              new Fact(track.id(), occurred, slice, value)));
    }
  }

  private static boolean holds(ProjectPlan.Counting counting, PayloadFields fields) {
    return counting.where().holds(fields.properties());
  }
}
