package dev.forktail.assignment;

import dev.forktail.assignment.condition.Condition;
import dev.forktail.assignment.hash.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An experiment, or a feature flag: the same thing, whose variants carry values. The first variant
/// is control: what everybody gets who takes no part.
///
/// `traffic` is how many basis points of the units take part, before the first step of the
/// schedule's ramp. `forced` gives single ids, of whatever kind, a variant, uncounted.
public record Experiment(
    ExperimentKey key,
    State state,
    Unit unit,
    List<Variant> variants,
    Hashing hashing,
    StrategyChoice strategy,
    int traffic,
    @Nullable ExclusionSlot exclusion,
    List<Holdout> holdouts,
    Condition targeting,
    Map<String, VariantKey> forced,
    Schedule schedule) {
  private static final int VARIANTS_MAX = 100;
  private static final int FORCED_MAX = 10_000;

  /// So that a hash of 32 bits times the weights fits the 53 bits of a number in JavaScript.
  private static final int WEIGHT_SUM_MAX = 1_000_000;

  public Experiment {
    variants = List.copyOf(variants);
    holdouts = List.copyOf(holdouts);
    forced = Map.copyOf(forced);
    BasisPoints.check("traffic", traffic);
    checkVariants(variants);
    checkKinds(variants);
    var keys = variants.stream().map(Variant::key).toList();
    if (forced.size() > FORCED_MAX || !keys.containsAll(forced.values())) {
      throw new IllegalArgumentException(
          "forced must have at most " + FORCED_MAX + " ids and only known variants: " + keys);
    }
    if (state instanceof State.Decided(var winner, _) && !keys.contains(winner)) {
      throw new IllegalArgumentException("The winner must be one of the variants: " + winner);
    }
    if (!schedule.ramp().isEmpty() && schedule.ramp().getFirst().traffic() < traffic) {
      throw new IllegalArgumentException("The ramp must not begin below the traffic: " + traffic);
    }
  }

  private static void checkVariants(List<Variant> variants) {
    if (variants.isEmpty() || variants.size() > VARIANTS_MAX) {
      throw new IllegalArgumentException(
          "1.." + VARIANTS_MAX + " variants are needed: " + variants.size());
    }
    var keys = new HashSet<VariantKey>();
    for (var variant : variants) {
      if (!keys.add(variant.key())) {
        throw new IllegalArgumentException("Two variants have one key: " + variant.key());
      }
    }
    long sum = variants.stream().mapToLong(Variant::weight).sum();
    if (sum < 1 || sum > WEIGHT_SUM_MAX) {
      throw new IllegalArgumentException(
          "The weights must add up to 1.." + WEIGHT_SUM_MAX + ": " + sum);
    }
  }

  private static void checkKinds(List<Variant> variants) {
    long kinds =
        variants.stream()
            .map(variant -> variant.value() == null ? "none" : variant.value().getClass().getName())
            .distinct()
            .count();
    if (kinds > 1) {
      throw new IllegalArgumentException("All variants must have a value of one kind, or none");
    }
  }

  /// A draft that assigns all users by hash, to be completed.
  public static ExperimentDraft draft(String key, Variant... variants) {
    return new ExperimentDraft(new ExperimentKey(key), List.of(variants));
  }

  /// The same experiment in the state `next`; refused if the present state does not allow it.
  public Experiment become(State next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "Experiment " + key + " cannot go from " + state.word() + " to " + next.word());
    }
    return new ExperimentDraft(this).state(next).make();
  }

  public Variant control() {
    return variants.getFirst();
  }

  /// The place of the variant `key`, or -1.
  int indexOf(@Nullable VariantKey variant) {
    for (int i = 0; i < variants.size(); i++) {
      if (variants.get(i).key().equals(variant)) {
        return i;
      }
    }
    return -1;
  }

  /// What its hashes depend on.
  Shape shape() {
    var weights = variants.stream().map(Variant::weight).toList();
    return new Shape(key.value(), hashing.salts(), weights, group());
  }

  private Shape.@Nullable Group group() {
    if (exclusion == null) {
      return null;
    }
    var ranges =
        exclusion.ranges().stream()
            .map(range -> new Shape.Points(range.from(), range.to()))
            .toList();
    return new Shape.Group(exclusion.group(), ranges);
  }
}
