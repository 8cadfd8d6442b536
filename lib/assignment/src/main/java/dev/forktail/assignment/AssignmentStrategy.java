package dev.forktail.assignment;

/// A way of giving units their variants. Found by [java.util.ServiceLoader]; a jar with an own one
/// is all a plugin needs to be.
///
/// - **Contract.** One object per name; [#dealer] is called once for each experiment and again when
///   it changes.
/// - **Failure.** [#dealer] throws IllegalArgumentException, naming the option, for options it does
///   not accept. Whatever else it throws, then or later: the experiment gives control, uncounted,
///   and the listener is told.
public interface AssignmentStrategy {
  /// What experiments call it.
  String name();

  /// What it does and which options it takes, in a sentence or two for whoever chooses.
  String description();

  /// Whether it deals differently each time, so that arms must be kept in a cookie or session.
  boolean needsMemory();

  /// Makes what deals the variants of one experiment.
  Dealer dealer(StrategySetup setup);
}
