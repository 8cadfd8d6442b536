/// Experiments over HTTP: their definitions, and what a subject gets of them.
@org.jspecify.annotations.NullMarked
package dev.forktail.web.experiment;
