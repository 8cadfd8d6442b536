/// Telling people who are not looking: what there is to know, and bringing it to them.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.notice;
