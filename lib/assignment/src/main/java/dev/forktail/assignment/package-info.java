/// Who sees which variant: experiments, subjects, and the decision. A pure library: no clock, no
/// network, no files; chance and time are given.
///
/// Start reading at [Experiments], which states the order of evaluation; [AssignmentStrategy] is
/// what a plugin implements.
@org.jspecify.annotations.NullMarked
package dev.forktail.assignment;
