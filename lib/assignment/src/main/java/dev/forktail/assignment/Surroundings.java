package dev.forktail.assignment;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What decisions need beside the definitions: the strategies there are, chance, the weights of
/// bandits, and who is told of failures. `random` gives a generator that the calling thread may
/// use.
public record Surroundings(
    Strategies strategies,
    Supplier<? extends RandomGenerator> random,
    WeightFeed weights,
    AssignmentListener listener) {}
