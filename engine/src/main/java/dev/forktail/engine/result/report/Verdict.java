package dev.forktail.engine.result.report;

import java.util.Optional;
import java.util.OptionalLong;

/// What to do, in plain words. The rules are in docs/results.md.
///
/// [#sentence()] says it, [#reason()] why, in one or a few sentences.
public sealed interface Verdict {
  String sentence();

  String reason();

  /// The arm is better in what the experiment is to change, and harms no guardrail.
  record Ship(String arm, String reason) implements Verdict {
    @Override
    public String sentence() {
      return "Ship " + arm + ".";
    }
  }

  /// All treatments are worse.
  record Keep(String control, String reason) implements Verdict {
    @Override
    public String sentence() {
      return "Keep " + control + ".";
    }
  }

  /// There is no answer yet.
  ///
  /// @param days how much longer at the pace of now, empty when that is not known
  /// @param units how many more units of the two arms that are the furthest from it
  record KeepRunning(OptionalLong days, OptionalLong units, String reason) implements Verdict {
    @Override
    public String sentence() {
      if (days.isPresent()) {
        return "Keep running: " + Words.days(days.getAsLong()) + ".";
      }
      return units.isPresent()
          ? "Keep running: " + Words.count(units.getAsLong()) + " more units."
          : "Keep running.";
    }
  }

  /// No number can be trusted, since the arms have not the units they should.
  ///
  /// @param cause what most of it is from
  record DoNotTrust(Optional<String> cause, String reason) implements Verdict {
    @Override
    public String sentence() {
      return "Do not trust: sample ratio mismatch"
          + cause.map(from -> ", most of it from " + from).orElse("")
          + ".";
    }
  }

  /// The arm harms what it must not.
  record Stop(String guardrail, String arm, String reason) implements Verdict {
    @Override
    public String sentence() {
      return "Stop: guardrail %s is harmed by %s.".formatted(guardrail, arm);
    }
  }

  /// What difference there is, is smaller than what matters.
  record NoDifference(String reason) implements Verdict {
    @Override
    public String sentence() {
      return "No difference that matters.";
    }
  }

  /// An arm has so few units that nothing can be said.
  record TooEarly(String reason) implements Verdict {
    @Override
    public String sentence() {
      return "Too early.";
    }
  }

  /// Events from before a metric was defined are still being counted.
  record BeingFilled(String reason) implements Verdict {
    @Override
    public String sentence() {
      return "Being filled.";
    }
  }

  /// It has ended, or has no goal, so there will be no answer.
  record Undecided(String reason) implements Verdict {
    @Override
    public String sentence() {
      return "No answer.";
    }
  }
}
