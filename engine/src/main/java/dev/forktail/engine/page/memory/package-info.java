/// Pages in memory, for tests.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.page.memory;
