/// Small JSON texts that people write, read so that what is wrong is told with its path.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.json;
