package dev.forktail.assignment;

import dev.forktail.assignment.condition.Check;
import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.hash.Bucketing;
import dev.forktail.assignment.hash.Salt;
import dev.forktail.assignment.hash.UnitId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One experiment, ready to decide. [Experiments] states the order in which it does.
final class CompiledExperiment {
  private record HoldoutPoints(Salt salt, int share) {}

  private final Experiment definition;
  private final ExperimentKey[] rivals;
  private final @Nullable Check targeting;
  private final HoldoutPoints[] holdouts;
  private final Salt rolloutSalt;
  private final Bucketing bucketing;
  private final SafeDealer dealer;
  private final Answers answers;
  private final boolean remembers;

  private CompiledExperiment(
      Experiment definition, List<ExperimentKey> rivals, Bucketing bucketing, SafeDealer dealer) {
    this.definition = definition;
    this.rivals = rivals.toArray(ExperimentKey[]::new);
    this.bucketing = bucketing;
    this.dealer = dealer;
    var condition = definition.targeting();
    targeting = condition.equals(Condition.always()) ? null : condition.compile();
    holdouts =
        definition.holdouts().stream()
            .map(each -> new HoldoutPoints(Salt.of(Salt.Purpose.HOLDOUT, each.key()), each.share()))
            .toArray(HoldoutPoints[]::new);
    rolloutSalt = Salt.of(Salt.Purpose.ROLLOUT, definition.key().value());
    remembers = dealer.needsMemory() || definition.unit().changes();
    answers = new Answers(definition, remembers);
  }

  static CompiledExperiment of(
      Experiment definition,
      List<ExperimentKey> rivals,
      Surroundings surroundings,
      @Nullable CompiledExperiment former) {
    var bucketing = definition.hashing().hasher().bucketing(definition.shape());
    var dealer =
        former != null && former.dealsLike(definition)
            ? former.dealer
            : SafeDealer.of(definition, bucketing, surroundings);
    return new CompiledExperiment(definition, rivals, bucketing, dealer);
  }

  private boolean dealsLike(Experiment other) {
    return definition.unit().equals(other.unit())
        && definition.variants().equals(other.variants())
        && definition.hashing().equals(other.hashing())
        && definition.strategy().equals(other.strategy());
  }

  Experiment definition() {
    return definition;
  }

  Assignment assign(Subject subject, Visit visit) {
    if (definition.state() instanceof State.Archived) {
      return answers.control(Reason.NOT_RUNNING);
    }
    if (subject.bot()) {
      return decidedFor(subject, Reason.BOT);
    }
    var chosen = chosen(subject, visit.previews());
    if (chosen != null) {
      return chosen;
    }
    return switch (definition.state()) {
      case State.Running() -> running(subject, visit);
      case State.Decided(_, var rollout) -> decided(subject, visit, rollout);
      case State.Draft(), State.Paused(), State.Archived() -> answers.control(Reason.NOT_RUNNING);
    };
  }

  private @Nullable Assignment chosen(Subject subject, Map<ExperimentKey, VariantKey> previews) {
    if (!previews.isEmpty()) {
      int index = definition.indexOf(previews.get(definition.key()));
      if (index >= 0) {
        return answers.of(Reason.PREVIEWED, index);
      }
    }
    if (definition.forced().isEmpty()) {
      return null;
    }
    int index = forced(subject);
    return index >= 0 ? answers.of(Reason.FORCED, index) : null;
  }

  private int forced(Subject subject) {
    int index = forced(definition.unit().of(subject));
    index = index >= 0 ? index : forced(subject.userId());
    index = index >= 0 ? index : forced(subject.anonymousId());
    index = index >= 0 ? index : forced(subject.deviceId());
    return index >= 0 ? index : forced(subject.accountId());
  }

  private int forced(@Nullable UnitId id) {
    return id == null ? -1 : definition.indexOf(definition.forced().get(id.value()));
  }

  /// The winner if there is one and it is meant for `subject`, else control for `otherwise`.
  private Assignment decidedFor(Subject subject, Reason otherwise) {
    boolean wins = definition.state() instanceof State.Decided && targets(subject);
    return wins ? answers.winner() : answers.control(otherwise);
  }

  private Assignment decided(Subject subject, Visit visit, Rollout rollout) {
    int share = rollout.shareAt(visit.at());
    if (holdouts.length == 0 && share == BasisPoints.ALL) {
      return decidedFor(subject, Reason.NOT_TARGETED);
    }
    var unit = definition.unit().of(subject);
    if (unit == null) {
      return answers.control(Reason.MISSING_UNIT);
    }
    if (isHeldOut(unit)) {
      return answers.control(Reason.HELD_OUT);
    }
    return rolloutSalt.point(unit, BasisPoints.ALL) < share
        ? decidedFor(subject, Reason.NOT_TARGETED)
        : kept(subject, visit);
  }

  /// The arm that the running experiment gives, as far as it gave one before: an arm that is dealt
  /// by chance would be another one each time.
  private Assignment kept(Subject subject, Visit visit) {
    var arm = running(subject, visit);
    if (!arm.counted()) {
      return arm;
    }
    boolean isNew = arm.reason() == Reason.ASSIGNED && remembers;
    return answers.of(Reason.KEPT, isNew ? 0 : definition.indexOf(arm.variant().key()));
  }

  private Assignment running(Subject subject, Visit visit) {
    if (!definition.schedule().covers(visit.at())) {
      return answers.control(Reason.NOT_SCHEDULED);
    }
    var unit = definition.unit().of(subject);
    if (unit == null) {
      return answers.control(Reason.MISSING_UNIT);
    }
    var arms = visit.remembered().arms();
    if (!arms.isEmpty()) {
      int index = definition.indexOf(arms.get(definition.key()));
      if (index >= 0) {
        return answers.of(Reason.REMEMBERED, index);
      }
    }
    if (isHeldOut(unit)) {
      return answers.control(Reason.HELD_OUT);
    }
    if (!targets(subject)) {
      return answers.control(Reason.NOT_TARGETED);
    }
    return admitted(unit, subject, visit);
  }

  private Assignment admitted(UnitId unit, Subject subject, Visit visit) {
    if (hasRival(visit.remembered().arms()) || !bucketing.inGroup(unit)) {
      return answers.control(Reason.EXCLUDED);
    }
    int traffic = definition.schedule().trafficAt(visit.at(), definition.traffic());
    if (!bucketing.inTraffic(unit, traffic)) {
      return answers.control(Reason.NOT_IN_TRAFFIC);
    }
    if (remembers && !visit.remembered().available()) {
      return answers.control(Reason.NO_MEMORY);
    }
    int index = dealer.deal(unit, subject, visit.at());
    return switch (index) {
      case SafeDealer.FAILED -> answers.control(Reason.STRATEGY_FAILED);
      case Dealer.NONE -> answers.control(Reason.NOT_IN_TRAFFIC);
      default -> answers.of(Reason.ASSIGNED, index);
    };
  }

  private boolean targets(Subject subject) {
    return targeting == null || targeting.holds(subject);
  }

  private boolean isHeldOut(UnitId unit) {
    for (var holdout : holdouts) {
      if (holdout.salt.point(unit, BasisPoints.ALL) < holdout.share) {
        return true;
      }
    }
    return false;
  }

  private boolean hasRival(Map<ExperimentKey, VariantKey> arms) {
    if (arms.isEmpty()) {
      return false;
    }
    for (var rival : rivals) {
      if (arms.containsKey(rival)) {
        return true;
      }
    }
    return false;
  }
}
