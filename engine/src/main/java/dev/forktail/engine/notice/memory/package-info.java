/// The ports of notices in memory.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.notice.memory;
