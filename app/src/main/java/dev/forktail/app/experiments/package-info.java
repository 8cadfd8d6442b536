/// Wiring of everything that has to do with experiments.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.experiments;
