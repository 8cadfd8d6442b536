/// What the live page shows: the pipeline as it is right now.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.live;
