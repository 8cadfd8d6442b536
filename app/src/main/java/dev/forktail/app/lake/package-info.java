/// The export of a running server: wiring, steps, and how it stands.
@org.jspecify.annotations.NullMarked
package dev.forktail.app.lake;
