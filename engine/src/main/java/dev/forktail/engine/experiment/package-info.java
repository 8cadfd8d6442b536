/// Experiments: their definitions, who may change them how, and what a subject gets of them.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.experiment;
