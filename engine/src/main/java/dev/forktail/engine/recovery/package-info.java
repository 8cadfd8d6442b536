/// Building the event database anew from the lake, when it is lost.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.recovery;
