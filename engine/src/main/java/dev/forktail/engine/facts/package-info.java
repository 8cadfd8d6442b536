/// Facts of the product, for analysis: copies of tables of the product database beside the events.
@org.jspecify.annotations.NullMarked
package dev.forktail.engine.facts;
