/// The buffer that lives in this process only.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.ingest.memory;
