/// Conditions on attributes: the model and what it is compiled to.
///
/// Start reading at [Condition].
@org.jspecify.annotations.NullMarked
package dev.forktail.assignment.condition;
