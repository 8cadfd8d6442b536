/// From the front door to the store: buffer, lanes, writer.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.ingest;
