/// Events, dead letters, and the form in which they wait in a buffer.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.event;
