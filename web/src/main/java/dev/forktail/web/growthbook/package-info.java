/// Experiments and flags for GrowthBook's client libraries, which decide themselves.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.growthbook;
