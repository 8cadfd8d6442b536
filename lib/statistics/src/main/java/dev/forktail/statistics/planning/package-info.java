/// How many units an experiment needs, what it can find with those it has, and how long it takes.
///
/// [Plan] is for before it begins, [Progress] for while it runs. [BanditWeights] says which arm the
/// next units should get when finding the best arm matters less than using it.
@org.jspecify.annotations.NullMarked
package dev.forktail.statistics.planning;
