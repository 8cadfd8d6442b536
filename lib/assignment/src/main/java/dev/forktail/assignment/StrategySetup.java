package dev.forktail.assignment;

import dev.forktail.assignment.hash.Bucketing;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a strategy gets to deal the variants of one experiment: its definition, the hashes it has
/// chosen, chance, and the weights that are fed from outside.
///
/// `random` gives a generator that the calling thread may use.
public record StrategySetup(
    Experiment experiment,
    Bucketing bucketing,
    Supplier<? extends RandomGenerator> random,
    WeightFeed weights) {}
