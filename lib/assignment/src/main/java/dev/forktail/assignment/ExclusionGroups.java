package dev.forktail.assignment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The rules that make the members of an exclusion group exclude each other.
public final class ExclusionGroups {
  private ExclusionGroups() {}

  /// What would let one unit into two experiments of a group, in a sentence each: ranges that
  /// overlap, and members that hash different units or by formulas that do not agree. Empty if all
  /// is well.
  public static List<String> conflicts(Collection<Experiment> experiments) {
    var members = experiments.stream().filter(ExclusionGroups::isAlive).toList();
    var conflicts = new ArrayList<String>();
    for (int i = 0; i < members.size(); i++) {
      for (int j = i + 1; j < members.size(); j++) {
        compare(members.get(i), members.get(j), conflicts);
      }
    }
    return conflicts;
  }

  private static boolean isAlive(Experiment experiment) {
    return experiment.exclusion() != null
        && !(experiment.state() instanceof State.Archived)
        && !(experiment.state() instanceof State.Decided);
  }

  private static void compare(Experiment one, Experiment other, List<String> conflicts) {
    var mine = one.exclusion();
    var theirs = other.exclusion();
    if (mine == null || theirs == null || !mine.group().equals(theirs.group())) {
      return;
    }
    var both = one.key() + " and " + other.key() + " of the group " + mine.group();
    if (!one.unit().equals(other.unit())) {
      conflicts.add(both + " assign different units: " + one.unit() + ", " + other.unit());
    }
    if (one.hashing().hasher().groupFormula() != other.hashing().hasher().groupFormula()) {
      conflicts.add(
          both
              + " hash differently: "
              + one.hashing().hasher().key()
              + ", "
              + other.hashing().hasher().key());
    }
    if (mine.overlaps(theirs)) {
      conflicts.add(both + " overlap");
    }
  }

  /// The other running members of `experiment`'s group.
  static List<ExperimentKey> rivalsOf(Experiment experiment, Collection<Experiment> all) {
    var slot = experiment.exclusion();
    if (slot == null) {
      return List.of();
    }
    return all.stream()
        .filter(other -> !other.key().equals(experiment.key()))
        .filter(other -> other.state() instanceof State.Running)
        .filter(other -> isMember(other, slot.group()))
        .map(Experiment::key)
        .toList();
  }

  private static boolean isMember(Experiment experiment, String group) {
    var slot = experiment.exclusion();
    return slot != null && slot.group().equals(group);
  }
}
