/// Pages: what visitors are shown, by the arm that they have, and how it gets to them quickly and
/// whatever is away.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.page;
