/// Projects and the keys that open them.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.project;
