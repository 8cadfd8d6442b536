/// What goes to the lake, when, exactly once.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.export;
