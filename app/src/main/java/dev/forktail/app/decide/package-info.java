/// Decisions of a running server: those that people make, and what happens while nobody looks.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.decide;
