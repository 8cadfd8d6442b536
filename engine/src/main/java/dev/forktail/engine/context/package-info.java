/// What is known of the visitor behind an event: browser, place, page, channel.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.context;
