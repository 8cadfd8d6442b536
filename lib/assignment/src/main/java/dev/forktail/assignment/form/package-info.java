/// Experiments and conditions as plain trees of maps, lists, texts, numbers and truth values: what
/// any JSON library reads and writes, so that this one needs none.
///
/// Start reading at [ExperimentForm].
@org.jspecify.annotations.NullMarked
package dev.forktail.assignment.form;
